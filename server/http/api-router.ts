import type { NextFunction, Request, Response, Router } from 'express';
import express from 'express';
import { dataStructureSchema } from '../contract/data-structures.ts';
import { Refused } from '../contract/errors.ts';
import { limits } from '../contract/limits.ts';
import { batchRoute } from './batch-calls.ts';
import type { EdgeParts } from './edge-parts.ts';
import type { Guard } from './guards.ts';
import { refuseOtherContent } from './guards.ts';
import { notServed } from './known-paths.ts';
import { parseJson } from './parse-json.ts';
import { performRoute } from './perform-route.ts';
import { readBody } from './read-body.ts';
import { apiRoutes } from './routes/index.ts';
import type { Route } from './routes/route.ts';
import { snapshotRouter } from './routes/snapshot.ts';
import { sendError, sendJson } from './send.ts';
import { notYours } from './tokens.ts';

/** Paths to which pages of any origin may post: forms name an assignment that only its worker knows. */
const formPath = /\/mturk\/externalSubmit$/;
const allowedMethods = 'GET, POST, PATCH, PUT, DELETE';

const served = [...apiRoutes, batchRoute];

/** Everything of the control and worker API. It stands before all other routes, which its guards hold for too. */
export function apiRouter(parts: EdgeParts): Router {
  const router = express.Router();
  router.use((request, response, next) => guarded(parts.guard, request, response, next));
  for (const route of served) {
    router[route.method](route.path, (request, response) => handle(route, parts, request, response));
  }
  router.use(snapshotRouter(parts));
  router.get('/openapi.json', async (_request, response) => {
    const { openApiDocument } = await import('./openapi.ts');
    sendJson(response, 200, openApiDocument());
  });
  router.get('/api', async (_request, response) => {
    const { apiPage } = await import('./api-page.ts');
    response.type('html').send(apiPage());
  });
  router.get('/asyncapi.json', async (_request, response) => {
    const { asyncApiDocument } = await import('./asyncapi.ts');
    sendJson(response, 200, asyncApiDocument());
  });
  router.get('/metrics', async (request, _response, next) => {
    const { kind } = await parts.tokens.identify(request.headers.authorization);
    if (kind !== 'admin') throw notYours();
    next();
  });
  router.get('/schemas/:file', (request, response) => {
    const schema = dataStructureSchema(request.params.file.replace(/\.json$/, ''));
    if (schema) sendJson(response, 200, schema);
    else sendError(response, new Refused('NotFound', `There is no schema ${request.params.file}.`));
  });
  router.use('/api', ({ method, originalUrl }, _response, next) => next(notServed(method, originalUrl)));
  return router;
}

function guarded(guard: Guard, request: Request, response: Response, next: NextFunction): void {
  if (formPath.test(request.path)) guard.checkHost(request.headers);
  else guard.check(request.headers);
  const { origin } = request.headers;
  if (origin !== undefined && guard.isAllowedOrigin(origin.toLowerCase())) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'origin');
  }
  if (request.method === 'OPTIONS' && origin !== undefined) preflight(response);
  else next();
}

function preflight(response: Response): void {
  response.setHeader('access-control-allow-methods', allowedMethods);
  response.setHeader('access-control-allow-headers', 'content-type, authorization');
  response.setHeader('access-control-max-age', '600');
  response.statusCode = 204;
  response.end();
}

async function handle(route: Route, parts: EdgeParts, request: Request, response: Response): Promise<void> {
  const identity = await parts.tokens.identify(request.headers.authorization);
  if (route.body === undefined && request.headers['content-type'] !== undefined && route.method !== 'get')
    refuseOtherContent(request.headers['content-type']);
  const { status, answer } = await performRoute(route, parts, {
    identity,
    params: request.params as Record<string, string>,
    query: request.query,
    body: () => readJson(route, request),
  });
  if (answer !== undefined) return sendJson(response, status, answer);
  response.statusCode = status;
  response.end();
}

async function readJson(route: Route, request: Request): Promise<unknown> {
  const bytes = await readBody(request, route.bodyBytesMax ?? limits.bodyBytesMax);
  const type = request.headers['content-type'];
  if (bytes.length > 0 || type !== undefined) refuseOtherContent(type);
  return bytes.length === 0 ? {} : parseJson(bytes);
}
