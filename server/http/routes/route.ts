import type { z } from 'zod';
import { Refused } from '../../contract/errors.ts';
import type { Market } from '../../market/market.ts';
import type { EdgeParts } from '../edge-parts.ts';
import type { Identity } from '../tokens.ts';

/**
 * Who may use a route with `--auth on`: the admin alone; also the worker whom the request names; also any
 * worker of the market.
 */
export type RouteAccess = 'admin' | 'worker' | 'any-worker';

/** One call of a route, of valid shape and allowed to its caller. */
export interface RouteCall<Query, Body> {
  readonly parts: EdgeParts;
  /** Path members by name. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly identity: Identity;
}

export interface RouteShape<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** As in Express: `/api/markets/:market/workers/:worker`. */
  readonly path: string;
  /** For people, in the OpenAPI document. */
  readonly summary: string;
  readonly access: RouteAccess;
  readonly query?: Query;
  readonly body?: Body;
  /** None: the route answers 204. */
  readonly answer?: Answer;
  /** 200 unless said otherwise. */
  readonly status?: number;
  /** Refusals that the route knows beyond those that all have. */
  readonly refusals?: readonly number[];
  readonly bodyBytesMax?: number;
}

export interface Route<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> extends RouteShape<Query, Body, Answer> {
  run(call: RouteCall<z.output<Query>, z.output<Body>>): Promise<z.input<Answer>> | z.input<Answer>;
}

/** Types a route by its own schemas. */
export function route<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
  definition: Route<Query, Body, Answer>,
): Route {
  return definition as unknown as Route;
}

/** The market that the path names. */
export function marketOf(call: RouteCall<unknown, unknown>): Promise<Market> {
  return call.parts.markets.get(call.params.market ?? '');
}

/** A member of the path; the routes' own paths say which there are. */
export function param(call: RouteCall<unknown, unknown>, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Refused('NotFound', `The path has no ${name}.`);
  return value;
}
