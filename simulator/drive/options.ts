/** What `turksim drive` is told. */
export interface DriveOptions {
  /** Base address of a running server. */
  readonly url: string;
  readonly market: string;
  readonly workers: number;
  /** Time over which the workers come on line. */
  readonly rampMs: number;
  /** Time after that. */
  readonly durationMs: number;
  readonly seed: number;
  /** Of one worker a minute, at random moments. */
  readonly disconnectsPerMinute: number;
  /** The address stands for several servers: a check may be answered by another than the one that changed. */
  readonly severalServers?: boolean;
  /** Of a server with `--auth on`. */
  readonly adminKey?: string;
  /** Key pairs that its requesters sign with; without them names are made up, which `--auth off` lets pass. */
  readonly keys?: readonly { readonly accessKeyId: string; readonly secretAccessKey: string }[];
}
