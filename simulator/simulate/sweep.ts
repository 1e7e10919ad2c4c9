import { parse } from 'yaml';
import { ScenarioError, type ScenarioFile } from '../scenario.ts';
import type { Sweep } from '../scenario-study.ts';

/** `path=a,b,c` of the command line; commas in brackets part nothing. */
export function parseSweep(text: string): Sweep {
  const [, path, list] = /^([A-Za-z][\w.]*)=(.+)$/s.exec(text) ?? [];
  if (path === undefined || list === undefined)
    throw new ScenarioError(
      `--sweep ${text}: it has the form path=value,value, such as requirements.approval=95,98`,
    );
  return { path, values: splitAtCommas(list).map((value) => parse(value) as unknown) };
}

function splitAtCommas(list: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const character of list) {
    if (character === '[' || character === '{') depth++;
    if (character === ']' || character === '}') depth--;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
}

/** A scenario's data with one parameter changed. Null takes it away. */
export function withParameter(file: ScenarioFile, path: string, value: unknown): ScenarioFile {
  return { ...file, data: changed(file.data, path.split('.'), value, file.source, path) };
}

function changed(
  data: unknown,
  [name, ...rest]: readonly string[],
  value: unknown,
  source: string,
  path: string,
): unknown {
  if (name === undefined) return value;
  const isEmpty = data === undefined || data === null;
  if (!isEmpty && (typeof data !== 'object' || Array.isArray(data)))
    throw new ScenarioError(`${source}: ${path}: there is no ${name} in ${JSON.stringify(data)}`);
  const members = { ...(data as Record<string, unknown> | undefined) };
  if (rest.length === 0 && value === null) {
    delete members[name];
    return members;
  }
  members[name] = changed(members[name], rest, value, source, path);
  return members;
}
