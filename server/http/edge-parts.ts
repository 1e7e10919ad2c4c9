import type { ServeConfig } from '../config.ts';
import type { Figures } from '../figures.ts';
import type { Log } from '../log.ts';
import type { Markets } from '../market/markets.ts';
import type { Store } from '../store/store.ts';
import type { Guard } from './guards.ts';
import type { RequesterKeys } from './keys.ts';
import type { Tokens } from './tokens.ts';

/** What the edge is made of: HTTP routes and sockets stand on the same parts. */
export interface EdgeParts {
  readonly markets: Markets;
  readonly store: Store;
  readonly config: ServeConfig;
  readonly figures: Figures;
  readonly log: Log;
  /** Wall time, epoch ms. */
  readonly wallTime: () => number;
  /** Undefined with `--auth off`. */
  readonly keys: RequesterKeys | undefined;
  readonly tokens: Tokens;
  readonly guard: Guard;
}
