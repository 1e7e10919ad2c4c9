import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Response, Router } from 'express';
import express from 'express';
import type { ServeConfig } from '../config.ts';

export interface WebAppParts {
  readonly config: Pick<ServeConfig, 'auth'>;
  /** Known once the server listens. */
  readonly contentPort: () => number;
}

/**
 * What the pages themselves may do: scripts, styles and connections are our own; pictures, sounds and the pages of
 * HITs come from anywhere.
 */
const contentPolicy = [
  "default-src 'self'",
  // A page that is about to be published is previewed without its scripts, and with its styles.
  "style-src 'self' 'unsafe-inline' https:",
  "font-src 'self' data: https:",
  'img-src * data:',
  'media-src *',
  'frame-src * data: blob:',
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

/** Serves the web application, and what it has to know about this server. */
export function webAppRouter({ config, contentPort }: WebAppParts): Router {
  const router = express.Router();
  const folder = webFolder();
  if (folder === undefined) return router;
  router.get('/config.json', (_request, response) => {
    response.set('cache-control', 'no-store').json({ contentPort: contentPort(), auth: config.auth });
  });
  router.use('/assets', express.static(`${folder}/assets`, { immutable: true, maxAge: '1y' }));
  const whole = { index: 'index.html', setHeaders: headersOfPages };
  router.use(express.static(folder, whole));
  router.get(/^\/(worker|requester|market)(\/.*)?$/, (_request, response) => {
    headersOfPages(response);
    response.sendFile('index.html', { root: folder });
  });
  return router;
}

/** Names of assets change with what is in them, the pages' own do not: these are asked for each time. */
function headersOfPages(response: Response): void {
  response.setHeader('cache-control', 'no-cache');
  response.setHeader('content-security-policy', contentPolicy);
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('x-content-type-options', 'nosniff');
}

/** Where the build put the pages: in the checkout's `dist` when run from source, else beside the compiled server. */
function webFolder(): string | undefined {
  return ['../../dist/web', '../../web']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((folder) => existsSync(`${folder}/assets`));
}
