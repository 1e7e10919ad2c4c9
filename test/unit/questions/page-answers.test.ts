import { describe, expect, it } from 'vitest';
import { answerBytesMax, answersFromFields, readAnswers } from '../../../server/questions/answers.ts';
import { readAnswersDocument, readQuestion } from '../../../server/questions/question.ts';
import { loadXml } from '../../../server/questions/xml.ts';
import {
  answersDocument,
  externalQuestion,
  givenAnswer as given,
  htmlQuestion,
} from './fixtures/documents.ts';
import { refusal } from './refusal.ts';

await loadXml();

const chosen = (identifier: string) => `<SelectionIdentifier>${identifier}</SelectionIdentifier>`;

describe('answers to a page', () => {
  const pages = [
    ['ExternalQuestion', externalQuestion('https://a.example/')],
    ['HTMLQuestion', htmlQuestion('<p/>')],
  ] as const;
  it.each(pages)('an object for an %s gives its fields, unchecked', (_, text) => {
    const { answers } = readAnswers(readQuestion(text), { b: 'x', a: ['y', 'z'], none: [], workerId: 'AX' });
    expect(answers).toEqual([
      { kind: 'text', question: 'b', text: 'x' },
      { kind: 'text', question: 'a', text: 'z' },
      { kind: 'text', question: 'none', text: '' },
    ]);
  });

  it.each(pages)('a document for an %s too', (_, text) => {
    const document = answersDocument(
      given('b', '<FreeText>x</FreeText>') + given('a', '') + given('hitId', '<FreeText>3</FreeText>'),
    );
    expect(readAnswers(readQuestion(text), document).answers).toEqual([
      { kind: 'text', question: 'b', text: 'x' },
      { kind: 'text', question: 'a', text: '' },
    ]);
    const selected = answersDocument(given('b', chosen('x')));
    expect(refusal(() => readAnswers(readQuestion(text), selected)).message).toContain('takes a FreeText');
    expect(readAnswers(readQuestion(text), {}).answers).toEqual([]);
  });

  it('[D29] of several fields of one name the last survives, in the place of the first', () => {
    const { answers, document } = answersFromFields([
      ['assignmentId', '3A'],
      ['b', '1'],
      ['a', '2'],
      ['b', '3'],
      ['hitId', '3H'],
      ['workerId', 'AW'],
      ['turkSubmitTo', 'x'],
    ]);
    expect(answers).toEqual([
      { kind: 'text', question: 'b', text: '3' },
      { kind: 'text', question: 'a', text: '2' },
    ]);
    expect(readAnswersDocument(document)).toEqual(answers);
  });

  it('takes the fields of a posted form', () => {
    const json = '[{"annotated":{"labels":["a & b"]}}]';
    const posted = new URLSearchParams({ assignmentId: '3A', taskAnswers: json });
    const { document } = answersFromFields(posted);
    expect(document).toContain('<FreeText>[{"annotated":{"labels":["a &amp; b"]}}]</FreeText>');
  });

  it('[7.5] a form has one field of its own at least', () => {
    expect(refusal(() => answersFromFields([['assignmentId', '3A']])).code).toBe('BadRequest');
    expect(
      answersFromFields([
        ['assignmentId', '3A'],
        ['x', ''],
      ]).answers,
    ).toHaveLength(1);
  });

  it('is limited in bytes', () => {
    const field = (size: number): [string, string][] => [['x', '…'.repeat(size)]];
    expect(answersFromFields(field(174_000)).answers).toHaveLength(1);
    const refused = refusal(() => answersFromFields(field(175_000)));
    expect(refused.code).toBe('PayloadTooLarge');
    expect(refused.details).toEqual({ limit: answerBytesMax });
    const page = readQuestion(htmlQuestion('<p/>'));
    expect(refusal(() => readAnswers(page, ' '.repeat(answerBytesMax + 1))).code).toBe('PayloadTooLarge');
    expect(refusal(() => readAnswers(page, { x: 'y'.repeat(answerBytesMax) })).code).toBe('PayloadTooLarge');
  });

  it('reads back as many fields as fit', () => {
    const fields = Array.from({ length: 5_700 }, (_, n): [string, string] => [`${n}`, '']);
    const { answers, document } = answersFromFields(fields);
    expect(Buffer.byteLength(document)).toBeLessThan(answerBytesMax);
    expect(readAnswersDocument(document)).toEqual(answers);
  });
});
