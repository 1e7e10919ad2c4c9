import { expect } from 'vitest';
import type { z } from 'zod';
import { errorSchema } from '../../server/contract/schemas/basics.ts';
import { workerPushSchemas } from '../../server/contract/schemas/pushes.ts';
import { openApiDocument } from '../../server/http/openapi.ts';
import { batchShape } from '../../server/http/routes/batch.ts';
import { eligibilityShapes } from '../../server/http/routes/eligibility.ts';
import { apiRoutes } from '../../server/http/routes/index.ts';

/** What is answered and pushed has exactly the documented members: no more, no fewer, none of another type. */
function expectExactly(schema: z.ZodType, value: unknown, where: string): void {
  const parsed = schema.safeParse(value);
  expect(parsed.error?.issues ?? [], `${where}: ${JSON.stringify(value)}`).toEqual([]);
  expect(parsed.data, where).toEqual(value);
}

/** Routes, as `get /api/markets`, that were seen to do what they were asked, and to answer as documented. */
export const documentedSuccesses = new Set<string>();

const shapes = [...apiRoutes, ...eligibilityShapes, batchShape].map((shape) => ({
  ...shape,
  pattern: new RegExp(`^${shape.path.replace(/:\w+/g, '[^/]+')}$`),
  document: shape.path.replace(/:(\w+)/g, '{$1}'),
}));

interface Answered {
  readonly method: string;
  /** From `/api` on, without query. */
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

export function expectDocumented({ method, path, status, body }: Answered): void {
  const where = `${method} ${path} ${status}`;
  expect(status, where).toBeLessThan(500);
  const shape = shapes.find((each) => each.method === method.toLowerCase() && each.pattern.test(path));
  if (!shape) return;
  const { paths } = openApiDocument() as { paths: Record<string, Record<string, { responses: object }>> };
  expect(Object.keys(paths[shape.document]?.[shape.method]?.responses ?? {}), where).toContain(
    String(status),
  );
  if (status >= 400) expectExactly(errorSchema, body, where);
  else if (shape.answer) expectExactly(shape.answer, body, where);
  if (status < 300) documentedSuccesses.add(`${shape.method} ${shape.path}`);
}

export function expectDocumentedPush(name: string, push: unknown): void {
  const schema = workerPushSchemas[name];
  expect(schema, `a push named ${name}`).toBeDefined();
  expectExactly(schema as z.ZodType, push, name);
}
