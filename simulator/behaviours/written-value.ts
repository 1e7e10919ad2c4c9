import type { Random } from '../engine/random.ts';
import type { WrittenRules } from './form-field.ts';

const words =
  'the a shop near green door was open all day and we went in early again because it looked good price seemed fair people were kind to us later that evening music played outside nobody minded'.split(
    ' ',
  );

/** Something that fits the rules, or undefined where nothing that people usually write does. */
export function writtenValue(rules: WrittenRules, random: Random): string | undefined {
  const usual = usualValue(rules, random);
  if (fits(usual, rules)) return usual;
  return commonValues(random).find((value) => fits(value, rules));
}

function fits(value: string, { lengthMin, lengthMax, patterns }: WrittenRules): boolean {
  return (
    value.length >= lengthMin && value.length <= lengthMax && patterns.every((pattern) => pattern.test(value))
  );
}

function usualValue(rules: WrittenRules, random: Random): string {
  switch (rules.type) {
    case 'number':
      return numberBetween(rules, random);
    case 'email':
      return `${word(random)}.${word(random)}@example.com`;
    case 'url':
      return `https://example.com/${word(random)}`;
    case 'tel':
      return `555-01${twoDigits(random.int(100))}`;
    case 'date':
      return date(random);
    case 'time':
      return time(random);
    case 'month':
      return date(random).slice(0, 7);
    case 'week':
      return `${date(random).slice(0, 4)}-W${twoDigits(1 + random.int(52))}`;
    case 'datetime-local':
      return `${date(random)}T${time(random)}`;
    case 'color':
      return `#${twoDigits(random.int(100))}${twoDigits(random.int(100))}${twoDigits(random.int(100))}`;
    default:
      return text(rules, random);
  }
}

/** What forms with a format commonly want. */
function commonValues(random: Random): string[] {
  const day = date(random);
  const [year, month, dayOfMonth] = day.split('-');
  const digits = String(10_000 + random.int(90_000));
  const one = word(random);
  return [
    one,
    one.toUpperCase(),
    `${one[0]?.toUpperCase()}${one.slice(1)}`,
    digits,
    String(random.int(10)),
    String(18 + random.int(60)),
    digits.slice(0, 4),
    `${digits}-${digits.slice(0, 4)}`,
    `${random.int(100)}.${twoDigits(random.int(100))}`,
    `$${1 + random.int(99)}.${twoDigits(random.int(100))}`,
    day,
    `${month}/${dayOfMonth}/${year}`,
    time(random),
    `${one}@example.com`,
    `https://example.com/${one}`,
    `555-01${twoDigits(random.int(100))}`,
    `555-555-01${twoDigits(random.int(100))}`,
    `(555) 555-01${twoDigits(random.int(100))}`,
    'yes',
    'Y',
    'A',
    'none',
  ];
}

function numberBetween({ min, max }: WrittenRules, random: Random): string {
  const low = min ?? Math.min(0, max ?? 0);
  const high = max ?? low + 100;
  const whole = Math.ceil(low) + random.int(Math.max(1, Math.floor(high) - Math.ceil(low) + 1));
  return String(whole <= high ? whole : low);
}

function text({ lengthMin, lengthMax, isLong }: WrittenRules, random: Random): string {
  const wanted = Math.max(lengthMin, (isLong ? 60 : 12) + random.int(isLong ? 120 : 24));
  let written = word(random);
  while (written.length < wanted) written += ` ${word(random)}`;
  return written.slice(0, Math.min(lengthMax, Math.max(lengthMin, written.length)));
}

const word = (random: Random): string => words[random.int(words.length)] as string;
const twoDigits = (value: number): string => String(value).padStart(2, '0');
const date = (random: Random): string =>
  `${1950 + random.int(65)}-${twoDigits(1 + random.int(12))}-${twoDigits(1 + random.int(28))}`;
const time = (random: Random): string => `${twoDigits(random.int(24))}:${twoDigits(random.int(60))}`;
