/** The rules that SPEC.md numbers, and where tests name them. */

const row = /^\| ((?:[QD]\d+(?:, |–|-)?)+) \|/gm;
const span = /([QD])(\d+)(?:[–-][QD](\d+))?/g;

/** Ids of the rules in tables of `spec`: "Q115–Q121" stands for each of them. */
export function rulesIn(spec: string): string[] {
  return [...spec.matchAll(row)].flatMap(([, cell = '']) => spelledOut(cell));
}

/** Sections 1 to 8 as the rules count them, `1.0` to `1.39` and so on; the fourth is numbered by Q. */
export const sections: readonly string[] = Object.entries({
  1: [0, 39],
  2: [1, 5],
  3: [1, 5],
  5: [1, 2],
  6: [1, 6],
  7: [1, 6],
  8: [1, 6],
}).flatMap(([chapter, [first = 0, last = 0]]) =>
  Array.from({ length: last - first + 1 }, (_, at) => `${chapter}.${first + at}`),
);

/** `'[Q1] [1.20-1.22] …'`: what a title begins with. */
const titleStart = /(?:'|"|`)((?:\[[^\]'"`\n]+\]\s?)+)/g;
/** `'Q115'`: the row of a table whose title is `[%s]`. */
const rowId = /'([QD]\d+)'/g;
const sectionSpan = /(?<![\w.])(\d)\.(\d+)(?:[–-]\d\.(\d+))?(?![\w.])/g;

/** Rules and sections that the titles of a test file name. */
export function rulesNamed(test: string): string[] {
  const titles = [...test.matchAll(titleStart)].map(([, ids = '']) => ids).join(' ');
  const rows = [...test.matchAll(rowId)].map(([, id = '']) => id);
  return [...spelledOut(titles), ...sectionsIn(titles), ...rows];
}

function spelledOut(text: string): string[] {
  return [...text.matchAll(span)].flatMap(([, letter, first, last = first]) =>
    numbers(first, last).map((number) => `${letter}${number}`),
  );
}

function sectionsIn(text: string): string[] {
  return [...text.matchAll(sectionSpan)].flatMap(([, chapter, first, last = first]) =>
    numbers(first, last).map((number) => `${chapter}.${number}`),
  );
}

function numbers(first: unknown, last: unknown): number[] {
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => Number(first) + at);
}
