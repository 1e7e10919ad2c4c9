import { Refused } from '../contract/errors.ts';
import { methodsOf } from './find-route.ts';
import { unroutedPaths } from './openapi-unrouted.ts';
import { batchShape } from './routes/batch.ts';
import { eligibilityShapes } from './routes/eligibility.ts';
import { apiRoutes } from './routes/index.ts';

/** Everything that the OpenAPI document says, by method and path. */
const known = [
  ...apiRoutes,
  ...eligibilityShapes,
  batchShape,
  ...Object.entries(unroutedPaths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => ({ method, path: path.replace(/\{(\w+)\}/g, ':$1') })),
  ),
];

/** The refusal of a method and path that nothing serves: 405 with what is served there, or 404. */
export function notServed(method: string, url: string): Refused {
  const [path = ''] = url.split('?', 1);
  const allowed = methodsOf(known, path);
  if (allowed.length === 0 || allowed.includes(method))
    return new Refused('NotFound', `There is no ${method} ${path}.`);
  return new Refused('MethodNotAllowed', `There is no ${method} ${path}; allowed: ${allowed.join(', ')}.`, {
    allowed,
  });
}
