import { inputOf, type Shape, shapeOf } from './mturk-model.ts';

/** Inputs made from the service model: one valid one for each operation, and one for each way to break it. */

export type Json = unknown;
type Members = Record<string, Json>;

export function validInput(operation: string): Members {
  return sampleOf(inputOf(operation)) as Members;
}

/** The least that a shape allows: required members alone. */
function sampleOf(shape: Shape): Json {
  switch (shape.type) {
    case 'structure': {
      const required = shape.required ?? [];
      return Object.fromEntries(required.map((name) => [name, sampleOf(memberOf(shape, name))]));
    }
    case 'list':
      return [sampleOf(shapeOf(shape.member.shape))];
    case 'string':
      return shape.enum?.[0] ?? sampleText(shape);
    case 'boolean':
      return true;
    default:
      return 60;
  }
}

/** A price, a WorkerId, or some letters: one of them fits each pattern of the model. */
function sampleText({ pattern, min = 1 }: Shape & { type: 'string' }): string {
  const samples = ['A'.repeat(min), 'A1', '5'];
  const fitting = samples.find((sample) => pattern === undefined || new RegExp(pattern).test(sample));
  if (fitting === undefined) throw new Error(`no sample fits ${pattern}`);
  return fitting;
}

function memberOf(shape: Shape & { type: 'structure' }, name: string): Shape {
  return shapeOf(shape.members[name]?.shape as string);
}

/** One way to break the model, with the complaint that it earns; none for a wrong JSON type. */
export interface Violation {
  readonly title: string;
  readonly body: Members;
  readonly complaint?: string;
}

export function violationsOf(operation: string): Violation[] {
  return inStructure(inputOf(operation), validInput(operation), [], (members) => members);
}

type Put = (members: Members) => Members;

/** Everything that can be wrong with a structure, which `put` puts into its place in the whole body. */
function inStructure(
  shape: Shape & { type: 'structure' },
  valid: Members,
  path: readonly string[],
  put: Put,
): Violation[] {
  const missing = (shape.required ?? []).map((name) => {
    const { [name]: _, ...others } = valid;
    const where = [...path, lower(name)].join('.');
    return {
      title: `${where} missing`,
      body: put(others),
      complaint: `Value null at '${where}' failed to satisfy constraint: Member must not be null`,
    };
  });
  const broken = Object.keys(shape.members).flatMap((name) =>
    inMember(memberOf(shape, name), [...path, lower(name)], (value) => put({ ...valid, [name]: value })),
  );
  return [...missing, ...broken];
}

function inMember(shape: Shape, path: readonly string[], put: (value: Json) => Members): Violation[] {
  const where = path.join('.');
  const wrong: Violation[] = wrongTypes(shape).map((value) => ({
    title: `${where} = ${JSON.stringify(value)}`,
    body: put(value),
  }));
  if (shape.type === 'structure') {
    const valid = sampleOf(shape) as Members;
    return [...wrong, ...inStructure(shape, valid, path, put)];
  }
  if (shape.type === 'list') {
    const member = shapeOf(shape.member.shape);
    return [...wrong, ...inMember(member, [...path, '1', 'member'], (value) => put([value]))];
  }
  const constraints = constraintViolations(shape).map(([value, ...complaints]) => ({
    title: `${where} = ${JSON.stringify(value).slice(0, 30)}`,
    body: put(value),
    complaint: complaints
      .map((complaint) => `Value '${value}' at '${where}' failed to satisfy constraint: ${complaint}`)
      .join('; '),
  }));
  return [...wrong, ...constraints];
}

function wrongTypes(shape: Shape): Json[] {
  switch (shape.type) {
    case 'structure':
      return ['text', 5, [], true];
    case 'list':
      return ['text', 5, {}, false];
    case 'string':
      return [5, true, {}, ['text']];
    case 'boolean':
      return ['true', 1, {}, []];
    case 'timestamp':
      return ['2026-01-01', true, {}, []];
    default:
      return ['5', 5.5, true, {}, []];
  }
}

type Broken = readonly [value: string | number, ...complaints: string[]];

function constraintViolations(shape: Shape): Broken[] {
  if (shape.type === 'integer' || shape.type === 'long') return rangeViolations(shape.min, shape.max);
  if (shape.type !== 'string') return [];
  if (shape.enum) return [['Nothing', `Member must satisfy enum value set: [${shape.enum.join(', ')}]`]];
  const pattern = shape.pattern && `Member must satisfy regular expression pattern: ${shape.pattern}`;
  const broken: Broken[] = [];
  if (pattern) broken.push(['a.b', pattern]);
  if (shape.max !== undefined) {
    const long = 'A'.repeat(shape.max + 1);
    broken.push([long, `Member must have length less than or equal to ${shape.max}`]);
  }
  if (shape.min !== undefined) {
    broken.push([
      '',
      `Member must have length greater than or equal to ${shape.min}`,
      ...(pattern ? [pattern] : []),
    ]);
  }
  return broken;
}

function rangeViolations(min: number | undefined, max: number | undefined): Broken[] {
  const broken: Broken[] = [];
  if (min !== undefined) broken.push([min - 1, `Member must have value greater than or equal to ${min}`]);
  if (max !== undefined) broken.push([max + 1, `Member must have value less than or equal to ${max}`]);
  return broken;
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
