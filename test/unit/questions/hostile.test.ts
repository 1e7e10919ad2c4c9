import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Refused } from '../../../server/contract/errors.ts';
import { grade } from '../../../server/domain/grading.ts';
import { readAnswers } from '../../../server/questions/answers.ts';
import { readAnswersDocument, readQuestion, readTest } from '../../../server/questions/question.ts';
import { type Answer, writeAnswers } from '../../../server/questions/question-form-answers.ts';
import { loadXml } from '../../../server/questions/xml.ts';
import {
  answerKey,
  answersDocument,
  externalQuestion,
  formQuestion,
  freeText,
  fullForm,
  htmlQuestion,
  keyQuestion,
  mapping,
  overview,
  questionForm,
  selection,
} from './fixtures/documents.ts';

beforeAll(loadXml);

const multipleChoice = questionForm(
  formQuestion('q', selection(['a', 'b'])) + formQuestion('r', selection(['c'])),
);
const key = answerKey(
  keyQuestion(
    'q',
    [
      ['a', 10],
      ['a,b', 5],
    ],
    '<DefaultScore>1</DefaultScore>',
  ) + mapping('<ScaleMapping><SummedScoreMultiplier>0.5</SummedScoreMultiplier></ScaleMapping>'),
);
const table = overview(
  '<FormattedContent><![CDATA[<p>a <b>b</b><img src="https://a.example/" alt=""/></p>]]></FormattedContent>',
);
const samples = [
  fullForm,
  multipleChoice,
  key,
  questionForm(table + formQuestion('q', freeText)),
  externalQuestion('https://a.example/?a=1&amp;b=2'),
  htmlQuestion('<!DOCTYPE html><p>x</p>'),
  answersDocument('<Answer><QuestionIdentifier>q</QuestionIdentifier><FreeText>x</FreeText></Answer>'),
];

const pieces = [
  '<',
  '>',
  '</',
  '/>',
  '"',
  "'",
  '&',
  ';',
  '&amp;',
  '&#0;',
  '&#xD800;',
  '&nbsp;',
  '<!DOCTYPE a>',
  '<!ENTITY a "b">',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?',
  '?>',
  '<?xml version="1.0"?>',
  '\0',
  '\ud800',
  '\ufffe',
  ' xmlns="urn:x"',
  ' xmlns:q="urn:x"',
  'q:',
  ':',
  '=',
  '-1',
  '1e999',
  '99999999999999999999',
  '<Question>',
  '</Question>',
  '<Answer/>',
  '<SelectionIdentifier>a</SelectionIdentifier>',
  '<script>',
  '𝒳',
  '\n',
] as const;

interface Mutation {
  readonly at: number;
  readonly cut: number;
  readonly insert: string;
  /** Where what is cut out goes to. */
  readonly moveTo: number;
}

/** Places are parts of the whole, so that one mutation fits every sample. */
const part = fc.double({ min: 0, max: 1, noNaN: true });
const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: part,
  cut: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.double({ min: 0, max: 0.3, noNaN: true }) },
  ),
  insert: fc.oneof(fc.constant(''), fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 5 })),
  moveTo: part,
});

function mutated(text: string, { at, cut, insert, moveTo }: Mutation): string {
  const start = Math.floor(at * text.length);
  const end = start + Math.floor(cut * text.length);
  const left = text.slice(0, start) + insert + text.slice(end);
  const target = Math.floor(moveTo * left.length);
  return left.slice(0, target) + text.slice(start, end) + left.slice(target);
}

const hostile = fc
  .tuple(fc.constantFrom(...samples), fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([sample, mutations]) => mutations.reduce(mutated, sample));

/** Whatever is wrong is refused, with a code that a caller can mend; everything else is a fault of ours. */
function orRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(Refused);
    expect([
      'XMLParseError',
      'XHTMLParseError',
      'InvalidParameterValue',
      'BadRequest',
      'PayloadTooLarge',
    ]).toContain((error as Refused).code);
    return undefined;
  }
}

describe('mutated documents are read or refused, never anything else', () => {
  it('by every reader', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        orRefused(() => readQuestion(text));
        orRefused(() => readTest(text));
        orRefused(() => readTest(multipleChoice, text));
        orRefused(() => readTest(text, key));
        const answers = orRefused(() => readAnswersDocument(text));
        if (answers !== undefined) expect(readAnswersDocument(writeAnswers(answers))).toEqual(answers);
      }),
      { numRuns: 3_000 },
    );
  });

  it('what is read of them can be answered, graded and sent as JSON', () => {
    const value = fc.oneof(fc.constantFrom('a', 'b', 'c', 'owl', '7', ''), fc.string({ unit: 'binary' }));
    const answer = fc.oneof(
      fc.dictionary(
        fc.constantFrom('q', 'r', 'kind', 'count', 'photo', 'else'),
        fc.oneof(value, fc.array(value)),
      ),
      hostile,
      fc.anything(),
    );
    fc.assert(
      fc.property(hostile, hostile, answer, (text, keyText, given) => {
        const question = orRefused(() => readQuestion(text)) ?? readQuestion(multipleChoice);
        expect(JSON.parse(JSON.stringify(question))).toEqual(question);
        const submission = orRefused(() => readAnswers(question, given));
        const answers = submission?.answers ?? [];
        expect(readAnswersDocument(submission?.document ?? writeAnswers([]))).toHaveLength(answers.length);
        const graded = orRefused(() => readTest(multipleChoice, keyText))?.key;
        if (graded !== undefined) expect(Number.isInteger(grade(graded, answers))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

it('[7.3] answers of any text are read back as they were written', () => {
  const text = fc
    .string({ unit: 'grapheme' })
    .filter((each) => /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u.test(each));
  const answer: fc.Arbitrary<Answer> = fc.oneof(
    fc.record({ kind: fc.constant('text' as const), question: text, text }),
    fc.record({
      kind: fc.constant('selection' as const),
      question: text,
      selections: fc.array(text),
      other: text,
    }),
    fc.record({
      kind: fc.constant('file' as const),
      question: text,
      sizeInBytes: fc.integer({ min: 1, max: 2e9 }),
      key: text,
    }),
  );
  fc.assert(
    fc.property(fc.array(answer), (answers) => {
      expect(readAnswersDocument(writeAnswers(answers))).toEqual(answers);
    }),
    { numRuns: 500 },
  );
});

describe('documents as large as they may be are read in a moment', () => {
  it.each([
    [
      'questions',
      questionForm(Array.from({ length: 250 }, (_, n) => formQuestion(`q${n}`, freeText)).join('')),
    ],
    [
      'selections',
      questionForm(formQuestion('q', selection(Array.from({ length: 700 }, (_, n) => `s${n}`)))),
    ],
    ['empty elements', questionForm(overview('<Title/>'.repeat(8_000)))],
    ['formatted contents', questionForm(overview('<FormattedContent/>'.repeat(3_400)))],
    [
      'markup',
      questionForm(overview(`<FormattedContent><![CDATA[${'<b/>'.repeat(16_000)}]]></FormattedContent>`)),
    ],
    [
      'named characters',
      questionForm(overview(`<FormattedContent><![CDATA[${'&nbsp;'.repeat(10_000)}]]></FormattedContent>`)),
    ],
    [
      'ampersands',
      questionForm(overview(`<FormattedContent><![CDATA[${'&amp'.repeat(16_000)}]]></FormattedContent>`)),
    ],
    [
      'blanks',
      questionForm(
        overview(`<FormattedContent><![CDATA[<a href="${' '.repeat(60_000)}"/>]]></FormattedContent>`),
      ),
    ],
  ])('%s', (_, text) => {
    const begun = performance.now();
    orRefused(() => readQuestion(text));
    expect(performance.now() - begun).toBeLessThan(1_500);
  });
});
