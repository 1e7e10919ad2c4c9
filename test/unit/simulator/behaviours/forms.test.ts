import { describe, expect, it } from 'vitest';
import { fillForm } from '../../../../simulator/behaviours/fill-form.ts';
import {
  type FormField,
  fieldsOfInputs,
  fieldsOfQuestions,
  type WrittenRules,
} from '../../../../simulator/behaviours/form-field.ts';
import { writtenValue } from '../../../../simulator/behaviours/written-value.ts';
import { Random } from '../../../../simulator/engine/random.ts';
import { expectShare, shareOf } from '../within.ts';

const random = new Random(31);
const knowsNothing = { truth: new Map<string, readonly string[]>(), rightChance: 0 };
const rules = (given: Partial<WrittenRules>): WrittenRules => ({
  type: 'text',
  lengthMin: 0,
  lengthMax: 2000,
  patterns: [],
  isLong: false,
  ...given,
});

describe('fields of a page', () => {
  it('joins radio buttons and checkboxes of one name, keeps hidden values, leaves out buttons and files', () => {
    const fields = fieldsOfInputs([
      { name: 'colour', type: 'radio', value: 'red' },
      { name: 'colour', type: 'radio', value: 'blue' },
      { name: 'seen', type: 'checkbox', value: 'cat' },
      { name: 'seen', type: 'checkbox' },
      { name: 'session', type: 'hidden', value: 'x1' },
      { name: 'size', type: 'select', options: ['', 's', 'm'] },
      { name: 'age', type: 'number', min: 18, max: 20 },
      { name: 'send', type: 'submit' },
      { name: 'file', type: 'file' },
      { name: 'why', type: 'textarea', lengthMin: 40 },
    ]);
    expect(fields.map(({ name }) => name)).toEqual(['colour', 'seen', 'session', 'size', 'age', 'why']);
    const filled = fillForm(fields, knowsNothing, random);
    expect(['red', 'blue']).toContain(filled?.get('colour')?.[0]);
    expect(filled?.get('session')).toEqual(['x1']);
    expect(['s', 'm']).toContain(filled?.get('size')?.[0]);
    expect([18, 19, 20]).toContain(Number(filled?.get('age')?.[0]));
    expect(filled?.get('why')?.[0]?.length).toBeGreaterThanOrEqual(40);
    expect(filled?.get('seen')?.every((value) => value === 'cat' || value === 'on')).toBe(true);
  });

  it('takes a pattern that is no regular expression for no rule, as browsers do', () => {
    expect(
      fillForm(fieldsOfInputs([{ name: 'a', type: 'text', pattern: '(' }]), knowsNothing, random)?.get(
        'a',
      )?.[0],
    ).toBeTruthy();
  });
});

describe('fields of a QuestionForm', () => {
  it('follow the answer specification', () => {
    const content = [] as const;
    const fields = fieldsOfQuestions([
      {
        kind: 'Question',
        identifier: 'pick',
        required: true,
        content,
        answer: {
          kind: 'SelectionAnswer',
          minSelections: 2,
          maxSelections: 2,
          selections: ['a', 'b', 'c'].map((identifier) => ({
            identifier,
            content: { kind: 'Text', text: identifier },
          })),
        },
      },
      {
        kind: 'Question',
        identifier: 'count',
        required: true,
        content,
        answer: {
          kind: 'FreeTextAnswer',
          lines: 1,
          constraints: { numeric: { min: -3, max: 3 }, formats: [] },
        },
      },
      {
        kind: 'Question',
        identifier: 'zip',
        required: true,
        content,
        answer: {
          kind: 'FreeTextAnswer',
          lines: 1,
          constraints: {
            length: { min: 5, max: 5 },
            formats: [{ regex: '^[0-9]{5}$', errorText: 'five digits', ignoreCase: false }],
          },
        },
      },
      {
        kind: 'Question',
        identifier: 'photo',
        required: false,
        content,
        answer: { kind: 'FileUploadAnswer', minBytes: 0, maxBytes: 1 },
      },
    ]);
    for (let draw = 0; draw < 100; draw++) {
      const filled = fillForm(fields, knowsNothing, random);
      expect(new Set(filled?.get('pick')).size).toBe(2);
      expect(Math.abs(Number(filled?.get('count')?.[0]))).toBeLessThanOrEqual(3);
      expect(filled?.get('zip')?.[0]).toMatch(/^[0-9]{5}$/);
      expect(filled?.has('photo')).toBe(false);
    }
  });
});

describe('fillForm', () => {
  it('gives the right value as often as the worker knows it, else another', () => {
    const field: FormField = { name: 'q', kind: 'choice', options: ['yes', 'no', 'unclear'], min: 1, max: 1 };
    const knowledge = { truth: new Map([['q', ['no']]]), rightChance: 0.7 };
    const draws = 10_000;
    const given = Array.from({ length: draws }, () => fillForm([field], knowledge, random)?.get('q')?.[0]);
    expectShare(
      shareOf(draws, (at) => given[at] === 'no'),
      0.7,
      draws,
    );
    expectShare(
      shareOf(draws, (at) => given[at] === 'yes'),
      0.15,
      draws,
    );
  });

  it('gives up on a format that nobody would guess', () => {
    expect(
      fillForm(
        [{ name: 'x', kind: 'written', ...rules({ patterns: [/^QQ\d{17}z$/] }) }],
        knowsNothing,
        random,
      ),
    ).toBeUndefined();
  });
});

describe('writtenValue', () => {
  it.each([
    ['email', /^[^@\s]+@[^@\s]+\.\w+$/],
    ['url', /^https:\/\//],
    ['date', /^\d{4}-\d\d-\d\d$/],
    ['time', /^\d\d:\d\d$/],
    ['month', /^\d{4}-\d\d$/],
    ['week', /^\d{4}-W\d\d$/],
    ['datetime-local', /^\d{4}-\d\d-\d\dT\d\d:\d\d$/],
    ['color', /^#\d{6}$/],
    ['tel', /^[\d-]+$/],
    ['number', /^-?\d+$/],
  ] as const)('writes a %s as such inputs send it', (type, shape) => {
    expect(writtenValue(rules({ type }), random)).toMatch(shape);
  });

  it('keeps to lengths and finds common formats', () => {
    for (let draw = 0; draw < 200; draw++) {
      const text = writtenValue(rules({ lengthMin: 150, lengthMax: 160, isLong: true }), random);
      expect(text?.length).toBeGreaterThanOrEqual(150);
      expect(text?.length).toBeLessThanOrEqual(160);
    }
    expect(writtenValue(rules({ patterns: [/^\d{2}\/\d{2}\/\d{4}$/] }), random)).toMatch(/\//);
    expect(writtenValue(rules({ patterns: [/^\w+$/] }), random)).toMatch(/^\w+$/);
    expect(
      Number(writtenValue(rules({ type: 'number', min: 0.5, max: 0.9 }), random)),
    ).toBeGreaterThanOrEqual(0.5);
  });
});
