import { type Content, readContent } from './content.ts';
import {
  attribute,
  ElementReader,
  int32,
  integerAttribute,
  integerOf,
  notNegative,
  positive,
  refuseContent,
  textOf,
  wordOf,
} from './element-reader.ts';
import { badXml, Flaw, quoted } from './flaw.ts';
import { refuseRepeated } from './identifiers.ts';
import { questionForm2005 } from './namespaces.ts';
import type { XmlElement } from './xml.ts';

/** How a question is answered and which answers are right in form (mturk-api 7.2). */
export type AnswerSpecification = FreeTextAnswer | SelectionAnswer | FileUploadAnswer;

/** A text field. */
export interface FreeTextAnswer extends TextField {
  readonly kind: 'FreeTextAnswer';
}

/** What FreeTextAnswer and OtherSelection have in common. */
export interface TextField {
  readonly constraints: TextConstraints;
  /** Stands in the field when the page opens, and is the answer where the worker leaves it. */
  readonly defaultText?: string;
  /** How many lines tall the field should be. */
  readonly lines: number;
}

export interface TextConstraints {
  /** The answer is a number; both bounds belong to it. */
  readonly numeric?: { readonly min?: number; readonly max?: number };
  /** In characters, white space included. A minimum makes the answer required. */
  readonly length?: { readonly min?: number; readonly max?: number };
  /** All must match. */
  readonly formats: readonly AnswerFormat[];
}

export interface AnswerFormat {
  /** A JavaScript regular expression that is sought anywhere in the answer. */
  readonly regex: string;
  readonly errorText: string;
  readonly ignoreCase: boolean;
}

const selectionStyles = ['radiobutton', 'checkbox', 'list', 'dropdown', 'combobox', 'multichooser'] as const;
/** Styles in which one selection at most can be made. */
const singleStyles: readonly string[] = ['radiobutton', 'dropdown'];

/** A multiple-choice field. */
export interface SelectionAnswer {
  readonly kind: 'SelectionAnswer';
  readonly minSelections: number;
  readonly maxSelections: number;
  /** A suggestion. A single-choice style is dropped where several selections are allowed. */
  readonly style?: (typeof selectionStyles)[number];
  readonly selections: readonly Selection[];
  /** A text field for an answer that is not in the list. */
  readonly other?: TextField;
}

export interface Selection {
  /** Unique in its question. */
  readonly identifier: string;
  readonly content: Content;
}

/** Withdrawn in 2017: read in the older namespace, never in a test (Q11). */
export interface FileUploadAnswer {
  readonly kind: 'FileUploadAnswer';
  readonly minBytes: number;
  readonly maxBytes: number;
}

const fileSize = { min: 1, max: 2_000_000_000 } as const;

export function readAnswerSpecification(element: XmlElement): AnswerSpecification {
  const withdrawn = element.namespace === questionForm2005 ? ['FileUploadAnswer'] : [];
  const reader = new ElementReader(element);
  const answer = reader.oneOf(['FreeTextAnswer', 'SelectionAnswer', ...withdrawn]);
  reader.end();
  if (answer.name === 'FreeTextAnswer') return { kind: 'FreeTextAnswer', ...readTextField(answer) };
  if (answer.name === 'SelectionAnswer') return readSelectionAnswer(answer);
  return readFileUpload(answer);
}

function readTextField(element: XmlElement): TextField {
  const reader = new ElementReader(element);
  const constraints = reader.optional('Constraints');
  const defaultText = reader.optional('DefaultText');
  const lines = reader.optional('NumberOfLinesSuggestion');
  reader.end();
  return {
    constraints: constraints === undefined ? { formats: [] } : readConstraints(constraints),
    ...(defaultText && { defaultText: textOf(defaultText) }),
    lines: lines === undefined ? 1 : integerOf(lines, positive),
  };
}

function readConstraints(element: XmlElement): TextConstraints {
  const reader = new ElementReader(element);
  const numeric = reader.optional('IsNumeric');
  const length = reader.optional('Length');
  const formats = reader.manyOf(['AnswerFormatRegex']).map(readFormat);
  reader.end();
  return {
    ...(numeric && { numeric: readBounds(numeric, ['minValue', 'maxValue'], int32, int32) }),
    ...(length && { length: readBounds(length, ['minLength', 'maxLength'], notNegative, positive) }),
    formats,
  };
}

type Range = { readonly min?: number; readonly max?: number };

function readBounds(
  element: XmlElement,
  names: readonly [string, string],
  ofMin: { min: number; max: number },
  ofMax: { min: number; max: number },
): Range {
  refuseContent(element, names);
  const min = integerAttribute(element, names[0], ofMin);
  const max = integerAttribute(element, names[1], ofMax);
  if (min !== undefined && max !== undefined && min > max) {
    throw new Flaw('rule', `line ${element.line}: ${names[0]} of ${element.name} exceeds its ${names[1]}`);
  }
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

function readFormat(element: XmlElement): AnswerFormat {
  refuseContent(element, ['regex', 'errorText', 'flags']);
  const regex = attribute(element, 'regex');
  if (regex === undefined) throw badXml(element.line, 'AnswerFormatRegex needs the attribute regex');
  const flags = attribute(element, 'flags') ?? '';
  if (flags !== '' && flags !== 'i') {
    throw new Flaw(
      'rule',
      `line ${element.line}: flags of AnswerFormatRegex may be i only, not "${quoted(flags)}"`,
    );
  }
  const errorText = attribute(element, 'errorText') ?? 'Invalid input supplied.';
  return { regex, errorText, ignoreCase: flags === 'i' };
}

function readSelectionAnswer(element: XmlElement): SelectionAnswer {
  const reader = new ElementReader(element);
  const min = reader.optional('MinSelectionCount');
  const max = reader.optional('MaxSelectionCount');
  const style = reader.optional('StyleSuggestion');
  const selections = reader.one('Selections');
  const afterSelections = reader.optional('OtherSelection');
  reader.end();
  const counts = {
    minSelections: min === undefined ? 1 : integerOf(min, notNegative),
    maxSelections: max === undefined ? 1 : integerOf(max, positive),
  };
  const choices = readSelections(selections, afterSelections);
  refuseUnanswerable(element, counts, choices);
  return { kind: 'SelectionAnswer', ...counts, ...readStyle(style, counts.maxSelections), ...choices };
}

function readStyle(element: XmlElement | undefined, maxSelections: number): Pick<SelectionAnswer, 'style'> {
  if (element === undefined) return {};
  const style = wordOf(element, selectionStyles);
  return maxSelections > 1 && singleStyles.includes(style) ? {} : { style };
}

type Choices = Pick<SelectionAnswer, 'selections' | 'other'>;

/** OtherSelection ends Selections in the schema; documents that have it behind them are read alike. */
function readSelections(element: XmlElement, afterSelections: XmlElement | undefined): Choices {
  const reader = new ElementReader(element);
  const selections = reader.atLeastOneOf(['Selection']).map(readSelection);
  const other = reader.optional('OtherSelection') ?? afterSelections;
  reader.end();
  refuseRepeated('SelectionIdentifier', selections);
  return { selections, ...(other && { other: readTextField(other) }) };
}

function readSelection(element: XmlElement): Selection {
  const reader = new ElementReader(element);
  const identifier = textOf(reader.one('SelectionIdentifier'));
  const content = readContent(reader.oneOf(['Text', 'FormattedContent', 'Binary']));
  reader.end();
  return { identifier, content };
}

type Counts = Pick<SelectionAnswer, 'minSelections' | 'maxSelections'>;

function refuseUnanswerable(
  element: XmlElement,
  { minSelections, maxSelections }: Counts,
  choices: Choices,
): void {
  const available = choices.selections.length + (choices.other === undefined ? 0 : 1);
  if (minSelections <= Math.min(maxSelections, available)) return;
  throw new Flaw(
    'rule',
    `line ${element.line}: MinSelectionCount ${minSelections} exceeds MaxSelectionCount or the number of selections`,
  );
}

function readFileUpload(element: XmlElement): FileUploadAnswer {
  const reader = new ElementReader(element);
  const maxBytes = integerOf(reader.one('MaxFileSizeInBytes'), fileSize);
  const minBytes = integerOf(reader.one('MinFileSizeInBytes'), fileSize);
  reader.end();
  return { kind: 'FileUploadAnswer', minBytes, maxBytes };
}
