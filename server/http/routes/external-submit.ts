import type { Response as Answer, Request, Router } from 'express';
import express from 'express';
import { Refused } from '../../contract/errors.ts';
import { limits } from '../../contract/limits.ts';
import type { Market } from '../../market/market.ts';
import type { Markets } from '../../market/markets.ts';
import { submitForm } from '../../worker/assignments.ts';
import { readBody } from '../read-body.ts';

export interface ExternalSubmitParts {
  readonly markets: Markets;
}

/**
 * The forms of HTMLQuestion and ExternalQuestion pages, which old pages send by GET (7.5). Who knows an
 * assignment's id may hand it in.
 */
export function externalSubmitRouter(parts: ExternalSubmitParts): Router {
  const router = express.Router();
  const paths = ['/mturk/externalSubmit', '/markets/:market/mturk/externalSubmit'];
  router.post(paths, (request, response) => take(parts, request, response, readFields));
  router.get(paths, (request, response, next) => {
    // Express asks this route for HEAD as well, which must do nothing.
    if (request.method === 'HEAD') return next();
    return take(parts, request, response, async () => queryFields(request));
  });
  return router;
}

type Fields = readonly (readonly [name: string, value: string])[];

async function take(
  parts: ExternalSubmitParts,
  request: Request,
  response: Answer,
  read: (request: Request) => Promise<Fields>,
): Promise<void> {
  const fields = await read(request);
  const assignment = fieldOf(fields, 'assignmentId') ?? fieldOf(queryFields(request), 'assignmentId');
  if (assignment === undefined || assignment === '')
    throw new Refused('BadRequest', 'The form names no assignmentId.', { path: 'assignmentId' });
  const market = await marketFor(parts.markets, request.params, assignment);
  await submitForm(market, { assignment, fields });
  response.type('html').send(submittedPage);
}

function queryFields({ originalUrl }: Request): Fields {
  return [...new URLSearchParams(originalUrl.split('?').slice(1).join('?'))];
}

/** The fields of a form, in either of the two encodings that browsers use; files are no answers. */
async function readFields(request: Request): Promise<Fields> {
  const type = request.headers['content-type'] ?? '';
  if (!/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) {
    throw new Refused(
      'UnsupportedMediaType',
      `A form is expected, not ${type || 'a body of no stated type'}.`,
    );
  }
  const bytes = await readBody(request, limits.formBodyBytesMax);
  if (/^multipart/i.test(type)) return multipartFields(bytes, type);
  return [...new URLSearchParams(bytes.toString('utf8'))];
}

async function multipartFields(bytes: Buffer, type: string): Promise<Fields> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw new Refused('BadRequest', 'The form is no valid multipart/form-data.');
    });
  return [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
}

function fieldOf(fields: Fields, wanted: string): string | undefined {
  return fields.find(([name]) => name === wanted)?.[1];
}

/** The market named, or the one that has this assignment: those at hand are asked first. */
async function marketFor(markets: Markets, params: Request['params'], assignment: string): Promise<Market> {
  if (typeof params.market === 'string') return markets.get(params.market);
  for await (const market of markets.each()) {
    if (await market.look('assignment', assignment)) return market;
  }
  throw new Refused('NotFound', `There is no assignment ${assignment}.`, { assignment });
}

/** Says so to people, and to the page around it. */
const submittedPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Submitted</title></head>
<body><p>Your work was submitted.</p><script>parent.postMessage({ turksim: 'submitted' }, '*');</script></body></html>
`;
