import type { HtmlInput } from '../behaviours/form-field.ts';

const controls = /<(input|textarea|select|option)\b([^>]*)>/gi;
const attributes = /([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** The named controls in the source of an HTMLQuestion's page. What its scripts would add is not seen. */
export function inputsOf(html: string): HtmlInput[] {
  const inputs: HtmlInput[] = [];
  let options: string[] = [];
  for (const [, tag = '', rest = ''] of html.matchAll(controls)) {
    const given = attributesOf(rest);
    const kind = tag.toLowerCase();
    if (kind === 'option') options.push(given.get('value') ?? '');
    else if (given.has('name')) {
      options = [];
      inputs.push(inputOf(kind, given, options));
    }
  }
  return inputs;
}

function attributesOf(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(attributes)].map(([, name = '', double, single, bare]) => [
      name.toLowerCase(),
      double ?? single ?? bare ?? '',
    ]),
  );
}

function inputOf(kind: string, given: ReadonlyMap<string, string>, options: readonly string[]): HtmlInput {
  const number = (name: string) => (given.has(name) ? { value: Number(given.get(name)) } : undefined);
  const [min, max] = [number('min'), number('max')];
  const [lengthMin, lengthMax] = [number('minlength'), number('maxlength')];
  const value = given.get('value');
  const pattern = given.get('pattern');
  return {
    name: given.get('name') ?? '',
    type: kind === 'input' ? (given.get('type') ?? 'text').toLowerCase() : kind,
    multiple: given.has('multiple'),
    ...(kind === 'select' && { options }),
    ...(value !== undefined && { value }),
    ...(pattern !== undefined && { pattern }),
    ...(min && { min: min.value }),
    ...(max && { max: max.value }),
    ...(lengthMin && { lengthMin: lengthMin.value }),
    ...(lengthMax && { lengthMax: lengthMax.value }),
  };
}
