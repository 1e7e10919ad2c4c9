import type { AnswerKey, AnswerOption, KeyQuestion, ScoreRange, ValueMapping } from '../domain/grading.ts';
import { decimalOf, ElementReader, int32, integerOf, textOf } from './element-reader.ts';
import { Flaw, quoted } from './flaw.ts';
import { refuseRepeated } from './identifiers.ts';
import { type QuestionForm, questionsOf } from './question-form.ts';
import type { XmlElement } from './xml.ts';

/** Reads an AnswerKey document (mturk-api 7.4). */
export function readAnswerKeyElement(root: XmlElement): AnswerKey {
  const reader = new ElementReader(root);
  const questions = reader.atLeastOneOf(['Question']).map(readKeyQuestion);
  const mapping = reader.optional('QualificationValueMapping');
  reader.end();
  refuseRepeated('QuestionIdentifier', questions);
  return { questions, ...(mapping && { mapping: readMapping(mapping) }) };
}

/** A key that names a question which the test does not have is refused at creation (D25). */
export function refuseUnknownQuestions(key: AnswerKey, form: QuestionForm): void {
  const known = new Set(questionsOf(form).map(({ identifier }) => identifier));
  const unknown = key.questions.find(({ identifier }) => !known.has(identifier));
  if (unknown === undefined) return;
  throw new Flaw('rule', `the Test has no question "${quoted(unknown.identifier)}"`);
}

function readKeyQuestion(element: XmlElement): KeyQuestion {
  const reader = new ElementReader(element);
  const identifier = textOf(reader.one('QuestionIdentifier'));
  const options = reader.atLeastOneOf(['AnswerOption']).map(readOption);
  const defaultScore = reader.optional('DefaultScore');
  reader.end();
  return {
    identifier,
    options,
    defaultScore: defaultScore === undefined ? 0 : integerOf(defaultScore, int32),
  };
}

function readOption(element: XmlElement): AnswerOption {
  const reader = new ElementReader(element);
  const selections = reader.atLeastOneOf(['SelectionIdentifier']).map(textOf);
  const score = integerOf(reader.one('AnswerScore'), int32);
  reader.end();
  return { selections, score };
}

function readMapping(element: XmlElement): ValueMapping {
  const outer = new ElementReader(element);
  const mapping = outer.oneOf(['PercentageMapping', 'ScaleMapping', 'RangeMapping']);
  outer.end();
  const reader = new ElementReader(mapping);
  const read = readMappingOf(mapping, reader);
  reader.end();
  return read;
}

function readMappingOf(mapping: XmlElement, reader: ElementReader): ValueMapping {
  switch (mapping.name) {
    case 'PercentageMapping':
      return { kind: 'percentage', maximumScore: maximumScoreOf(reader.one('MaximumSummedScore')) };
    case 'ScaleMapping':
      return { kind: 'scale', multiplier: decimalOf(reader.one('SummedScoreMultiplier')) };
    default: {
      const ranges = reader.atLeastOneOf(['SummedScoreRange']).map(readRange);
      const otherwise = integerOf(reader.one('OutOfRangeQualificationValue'), int32);
      return { kind: 'range', ranges, otherwise };
    }
  }
}

function maximumScoreOf(element: XmlElement): number {
  const maximumScore = integerOf(element, int32);
  if (maximumScore === 0) throw new Flaw('rule', `line ${element.line}: MaximumSummedScore must not be 0`);
  return maximumScore;
}

function readRange(element: XmlElement): ScoreRange {
  const reader = new ElementReader(element);
  const lower = integerOf(reader.one('InclusiveLowerBound'), int32);
  const upper = integerOf(reader.one('InclusiveUpperBound'), int32);
  const value = integerOf(reader.one('QualificationValue'), int32);
  reader.end();
  return { lower, upper, value };
}
