import type { z } from 'zod';
import { errorSchema, marketIdSchema } from '../contract/schemas/basics.ts';
import type { JsonSchema } from './json-schema.ts';
import { jsonSchema } from './json-schema.ts';
import { unroutedPaths } from './openapi-unrouted.ts';
import { batchShape } from './routes/batch.ts';
import { eligibilityShapes } from './routes/eligibility.ts';
import { apiRoutes } from './routes/index.ts';
import type { RouteAccess, RouteShape } from './routes/route.ts';

/** The OpenAPI 3.1 document, from the schemas that validate. Built when first asked for. */

let built: object | undefined;

export function openApiDocument(): object {
  built ??= build();
  return built;
}

function build(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const shape of [...apiRoutes, ...eligibilityShapes, batchShape]) {
    const path = documentedPath(shape.path);
    paths[path] = { ...paths[path], [shape.method]: operation(shape) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'turksim',
      version: '1',
      description: 'Control and worker API of turksim, a simulator of a marketplace for human work.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, {}],
    paths: { ...paths, ...unroutedPaths },
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: "With --auth on: the admin key, or a worker's token for that worker's own routes.",
        },
      },
      schemas: { Error: jsonSchema(errorSchema, 'output'), ...recursive },
    },
  };
}

/** `/workers/:worker` is `/workers/{worker}`. */
export function documentedPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

const whoMay: Readonly<Record<RouteAccess, string>> = {
  admin: 'With --auth on: the admin key.',
  worker: 'With --auth on: the admin key, or a token of the worker that the request names.',
  'any-worker': 'With --auth on: the admin key, or a token of any worker of the market.',
};

function operation(shape: RouteShape): object {
  const status = String(shape.status ?? (shape.answer ? 200 : 204));
  return {
    operationId: operationId(shape),
    summary: shape.summary,
    description: whoMay[shape.access],
    tags: [tagOf(shape.path)],
    parameters: [...pathParameters(shape.path), ...queryParameters(shape.query)],
    ...(shape.body === undefined ? {} : { requestBody: requestBody(shape.body) }),
    responses: {
      [status]: shape.answer === undefined ? { description: 'Done.' } : answered(shape, shape.answer),
      ...Object.fromEntries(refusals(shape).map((code) => [code, refused(code)])),
    },
  };
}

function operationId({ method, path }: RouteShape): string {
  const words = path.split(/[/:-]/).filter((word) => word !== '' && word !== 'api');
  return [method, ...words]
    .map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}

function tagOf(path: string): string {
  return /^\/api\/markets\/:market\/([\w-]+)/.exec(path)?.[1] ?? 'markets';
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema:
      name === 'market'
        ? jsonSchema(marketIdSchema, 'input')
        : { type: 'string', minLength: 1, maxLength: 64 },
  }));
}

function queryParameters(query: z.ZodType | undefined): object[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(query, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function requestBody(body: z.ZodType): object {
  const schema = jsonSchema(body, 'input');
  return { required: !body.safeParse({}).success, content: { 'application/json': { schema } } };
}

function answered(shape: RouteShape, answer: z.ZodType): object {
  const schema = rooted(jsonSchema(answer, 'output'), operationId(shape));
  return { description: 'As asked.', content: { 'application/json': { schema } } };
}

/** Schemas that refer to themselves, such as those of a question within a question. */
const recursive: Record<string, JsonSchema> = {};

/** References within a schema are those of the whole document. */
function rooted(schema: JsonSchema, name: string): JsonSchema {
  const text = JSON.stringify(schema).replaceAll('"#/$defs/', `"#/components/schemas/${name}`);
  const { $defs = {}, ...rest } = JSON.parse(text) as JsonSchema & { $defs?: Record<string, JsonSchema> };
  for (const [id, definition] of Object.entries($defs)) recursive[name + id] = definition;
  return rest;
}

const meanings: Readonly<Record<number, string>> = {
  400: 'The request is wrong: the answer names path, value and what is allowed.',
  401: 'No key or token.',
  403: 'The wrong key or token, a foreign Host or Origin, or requirements that are not met.',
  404: 'There is no such thing.',
  409: 'It cannot be done as things are.',
  410: 'What was asked for is no longer kept: `first` says from where on it is.',
  413: 'The body is larger than `limit` bytes.',
  415: 'The body is not application/json.',
  431: 'Address and headers have more than 16 KiB; there is no body.',
  503: 'The store cannot answer; nothing was done.',
};

function refusals(shape: RouteShape): number[] {
  const body = shape.body === undefined ? [] : [413, 415];
  const known = [400, 401, 403, 404, 431, 503, ...body, ...(shape.refusals ?? [])];
  return [...new Set(known)].sort((a, b) => a - b);
}

function refused(code: number): object {
  const description = meanings[code] ?? 'Refused.';
  if (code === 431) return { description };
  return {
    description,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  };
}
