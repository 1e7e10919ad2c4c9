import fc from 'fast-check';
import { validInput } from './model-inputs.ts';
import { operationNames } from './mturk-model.ts';
import { answerKey, externalQuestion, selectionForm, textForm } from './requester-work.ts';

/** Requests that nobody should send: from the model, then bent. */

export interface HostileRequest {
  readonly operation: string;
  readonly body: string | Uint8Array;
}

const oldNames = [
  'GrantQualification',
  'UpdateQualificationScore',
  'SearchQualificationTypes',
  'RevokeQualification',
];

/** Each entity names the one before it ten times. */
const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">${Array.from(
  { length: 9 },
  (_, at) => `<!ENTITY ${String.fromCharCode(98 + at)} "${`&${String.fromCharCode(97 + at)};`.repeat(10)}">`,
).join('')}]><QuestionForm>&j;</QuestionForm>`;
const outside = `<?xml version="1.0"?><!DOCTYPE q [<!ENTITY f SYSTEM "file:///etc/passwd">]><QuestionForm>&f;</QuestionForm>`;

const documents = [externalQuestion, selectionForm, textForm, answerKey];

const xml = fc.oneof(
  fc.constantFrom(bomb, outside, ...documents, '<a>'.repeat(5000), `<a ${'x="y" '.repeat(5000)}/>`),
  fc
    .tuple(fc.constantFrom(...documents), fc.nat(), fc.nat(20), fc.string({ unit: 'binary' }))
    .map(([document, at, cut, put]) => {
      const from = at % document.length;
      return document.slice(0, from) + put + document.slice(from + cut);
    }),
);

const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\uD800',
    '\u202E',
    '👩‍👩‍👧',
    "'; DROP TABLE",
    '__proto__',
    '$x{}',
    'a/b:c',
    '\r\n',
  ),
  fc.nat(100_000).map((length) => 'A'.repeat(length)),
  xml,
);

const numbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, -1, 1, 0.5, 100, 101, 2 ** 31, 2 ** 53, -(2 ** 63), 1e21, 1e308, 5e-324),
);

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  texts,
  numbers,
  fc.constantFrom(null, true, false, [], {}, [null], [[]], [{}]),
  fc.array(texts, { maxLength: 20 }),
  fc.jsonValue({ maxDepth: 4 }),
  fc.nat(200).map(nested),
);

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let at = 0; at < depth; at++) value = at % 2 === 0 ? [value] : { value };
  return value;
}

/** Puts `value` at a place of `body` that `choices` leads to; members that are not there are made. */
function bend(body: unknown, choices: readonly number[], value: unknown): unknown {
  const [choice, ...rest] = choices;
  if (choice === undefined || typeof body !== 'object' || body === null) return value;
  const names = Object.keys(body);
  const name = names[choice % Math.max(1, names.length)];
  if (name === undefined) return value;
  const copy = (Array.isArray(body) ? [...body] : { ...body }) as Record<string, unknown>;
  copy[name] = bend(copy[name], rest, value);
  return copy;
}

/** Members that are there without being required, so that their rules are met as well. */
const optionalMembers = {
  Question: externalQuestion,
  Test: selectionForm,
  AnswerKey: answerKey,
  TestDurationInSeconds: 60,
  MaxResults: 10,
  NextToken: 'token',
  UniqueRequestToken: 'token',
  IntegerValue: 1,
  MaxAssignments: 2,
  RequesterFeedback: 'text',
  QualificationRequirements: [
    { QualificationTypeId: '00000000000000000040', Comparator: 'GreaterThan', IntegerValues: [5] },
    { QualificationTypeId: '00000000000000000071', Comparator: 'In', LocaleValues: [{ Country: 'US' }] },
  ],
  AssignmentReviewPolicy: {
    PolicyName: 'ScoreMyKnownAnswers/2011-09-01',
    Parameters: [{ Key: 'AnswerKey', MapEntries: [{ Key: 'q1', Values: ['a'] }] }],
  },
};

/** Real ids where members name something, or the calls would end at what does not exist. */
export type KnownIds = Readonly<Record<string, string>>;

/** An input with the members that the model demands, known ids, and these of the optional ones. */
function fullInput(operation: string, ids: KnownIds, optional: readonly string[]): Record<string, unknown> {
  const valid = operationNames.includes(operation) ? validInput(operation) : {};
  const chosen = Object.entries(optionalMembers).filter(([name]) => optional.includes(name));
  return { ...valid, ...ids, ...Object.fromEntries(chosen) };
}

export function hostileRequests(ids: KnownIds): fc.Arbitrary<HostileRequest> {
  const operation = fc.constantFrom(...operationNames, ...oldNames);
  const bent = fc
    .tuple(
      operation,
      fc.subarray(Object.keys(optionalMembers)),
      fc.array(fc.tuple(fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }), hostileValue), {
        maxLength: 3,
      }),
    )
    .map(([name, optional, bends]) => {
      let body: unknown = fullInput(name, ids, optional);
      for (const [choices, value] of bends) body = bend(body, choices, value);
      return { operation: name, body: JSON.stringify(body) };
    });
  const cut = fc.tuple(bent, fc.nat()).map(([{ operation, body }, at]) => ({
    operation,
    body: body.slice(0, at % body.length),
  }));
  const raw = fc
    .tuple(operation, fc.uint8Array({ maxLength: 200 }))
    .map(([name, body]) => ({ operation: name, body }));
  const unknown = fc.tuple(fc.string(), hostileValue).map(([name, value]) => ({
    operation: name.replace(/[^\w]/g, ''),
    body: JSON.stringify(value) ?? '',
  }));
  return fc.oneof({ weight: 20, arbitrary: bent }, cut, raw, unknown);
}
