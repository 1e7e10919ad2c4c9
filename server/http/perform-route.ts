import type { EdgeParts } from './edge-parts.ts';
import { readInput } from './read-input.ts';
import type { Route } from './routes/route.ts';
import type { Identity } from './tokens.ts';
import { notYours } from './tokens.ts';

/** What a route is asked, not yet looked at. */
export interface Asked {
  readonly identity: Identity;
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  /** Read only where the route takes a body and the caller may use it. */
  readonly body: () => unknown;
}

export interface Performed {
  readonly status: number;
  /** Undefined: the route answers nothing but its status. */
  readonly answer: unknown;
}

/** Who may, then the shape of the input, then the route itself. */
export async function performRoute(route: Route, parts: EdgeParts, asked: Asked): Promise<Performed> {
  const { identity, params } = asked;
  if (identity.kind === 'worker' && route.access === 'admin') throw notYours();
  const query = route.query ? readInput(route.query, asked.query, 'query') : undefined;
  const body = route.body ? readInput(route.body, await asked.body(), 'body') : undefined;
  refuseOtherWorkers(route, identity, params, { ...asObject(query), ...asObject(body) });
  const answer = await route.run({ parts, params, query, body, identity });
  if (route.answer === undefined) return { status: route.status ?? 204, answer: undefined };
  return { status: route.status ?? 200, answer };
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** A worker's token opens what is that worker's own. */
function refuseOtherWorkers(
  route: Route,
  identity: Identity,
  params: Readonly<Record<string, string>>,
  named: Readonly<Record<string, unknown>>,
): void {
  if (identity.kind === 'admin') return;
  const worker = params.worker ?? named.worker;
  const own =
    params.market === identity.market && (route.access === 'any-worker' || worker === identity.worker);
  if (!own) throw notYours();
}
