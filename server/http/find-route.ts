/** Routes by method and path without Express, whose layers answer only for requests that come over a socket. */

export interface Found<Route> {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface Routed {
  readonly method: string;
  readonly path: string;
}

/** The first of `routes` that serves `method` and `path` (without query), as Express would choose it. */
export function findRoute<Route extends Routed>(
  routes: readonly Route[],
  method: string,
  path: string,
): Found<Route> | undefined {
  const wanted = method.toLowerCase();
  for (const route of routes) {
    if (route.method !== wanted) continue;
    const params = match(route.path, path);
    if (params) return { route, params };
  }
  return undefined;
}

/** The methods, in capitals, by which `path` is served. */
export function methodsOf(routes: readonly Routed[], path: string): string[] {
  const served = routes.filter((route) => match(route.path, path)).map(({ method }) => method.toUpperCase());
  return [...new Set(served.includes('GET') ? [...served, 'HEAD'] : served)];
}

/** Members of the path by name; undefined where the path is another one, or can't be decoded. */
function match(pattern: string, path: string): Record<string, string> | undefined {
  const expected = pattern.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, segment] of expected.entries()) {
    const value = given[at] as string;
    if (!segment.startsWith(':')) {
      if (segment !== value) return undefined;
      continue;
    }
    const decoded = decode(value);
    if (decoded === undefined || decoded === '') return undefined;
    params[segment.slice(1)] = decoded;
  }
  return params;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
