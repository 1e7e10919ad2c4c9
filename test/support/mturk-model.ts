import { readFileSync } from 'node:fs';

/** The service model of the Requester API: what clients are generated from, and so what they may rely on. */

export type Shape =
  | {
      readonly type: 'structure';
      readonly required?: readonly string[];
      readonly members: Readonly<Record<string, { readonly shape: string }>>;
    }
  | { readonly type: 'list'; readonly member: { readonly shape: string } }
  | {
      readonly type: 'string';
      readonly enum?: readonly string[];
      readonly pattern?: string;
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly type: 'integer' | 'long'; readonly min?: number; readonly max?: number }
  | { readonly type: 'boolean' | 'timestamp' };

interface Model {
  readonly operations: Readonly<Record<string, { readonly input: string; readonly output: string }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

const model: Model = JSON.parse(readFileSync(new URL('./mturk-2017-01-17.json', import.meta.url), 'utf8'));

export const operationNames: readonly string[] = Object.keys(model.operations);

export function shapeOf(name: string): Shape {
  const shape = model.shapes[name];
  if (!shape) throw new Error(`the model has no shape ${name}`);
  return shape;
}

export function inputOf(operation: string): Shape & { type: 'structure' } {
  return structureOf(model.operations[operation]?.input);
}

function structureOf(name = ''): Shape & { type: 'structure' } {
  const shape = shapeOf(name);
  if (shape.type !== 'structure') throw new Error(`${name} is no structure`);
  return shape;
}

/** What is wrong with an answer by the model: members it lacks in the model, wrong types, broken constraints. */
export function flawsOfAnswer(operation: string, answer: unknown): string[] {
  const output = model.operations[operation]?.output;
  return output === undefined ? [`no operation ${operation}`] : flaws(shapeOf(output), answer, operation);
}

function flaws(shape: Shape, value: unknown, where: string): string[] {
  if (value === null || value === undefined) return [`${where} is ${value}`];
  switch (shape.type) {
    case 'structure':
      return structureFlaws(shape, value, where);
    case 'list':
      if (!Array.isArray(value)) return [`${where} is no list`];
      return value.flatMap((item, at) => flaws(shapeOf(shape.member.shape), item, `${where}[${at}]`));
    case 'string':
      return stringFlaws(shape, value, where);
    case 'integer':
    case 'long':
      return Number.isInteger(value) ? [] : [`${where} is no integer`];
    default: {
      const wanted = shape.type === 'timestamp' ? 'number' : 'boolean';
      return typeof value === wanted ? [] : [`${where} is no ${wanted}`];
    }
  }
}

function structureFlaws(shape: Shape & { type: 'structure' }, value: unknown, where: string): string[] {
  if (typeof value !== 'object' || Array.isArray(value)) return [`${where} is no structure`];
  return Object.entries(value as object).flatMap(([name, member]) => {
    const known = shape.members[name];
    return known
      ? flaws(shapeOf(known.shape), member, memberPath(where, name))
      : [`${where}.${name} is not in the model`];
  });
}

function memberPath(where: string, name: string): string {
  return `${where}.${name}`;
}

/** QuestionId is sent as the QuestionIdentifier is, whatever its letters (8.2). */
function stringFlaws(shape: Shape & { type: 'string' }, value: unknown, where: string): string[] {
  if (typeof value !== 'string') return [`${where} is no string`];
  if (where.endsWith('.QuestionId')) return [];
  const found: string[] = [];
  if (shape.enum && !shape.enum.includes(value)) found.push(`${where} is not in its enum: ${value}`);
  if (shape.pattern && !new RegExp(shape.pattern).test(value))
    found.push(`${where} breaks its pattern: ${value}`);
  if (value.length < (shape.min ?? 0) || value.length > (shape.max ?? Number.POSITIVE_INFINITY)) {
    found.push(`${where} has a length of ${value.length}`);
  }
  return found;
}
