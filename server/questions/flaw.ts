import { invalidValue, Refused } from '../contract/errors.ts';

/** Which member of a request holds a document: it is named in the refusal. `answer` is a worker's. */
export type DocumentParameter = 'Question' | 'Test' | 'AnswerKey' | 'answer';

/**
 * What is wrong with a document decides how it is refused (*Bad XML*, mturk-api 3.3):
 * `xml` is not well-formed or breaks its schema, `xhtml` is FormattedContent outside the subset, `html` is a
 * page that is none, `rule` is a valid document that breaks another rule.
 */
export type FlawKind = 'xml' | 'xhtml' | 'html' | 'rule';

/**
 * A fault found while a document is read. It never leaves this folder: `refusing` turns it into `Refused`,
 * because only the caller knows which member held the document.
 */
export class Flaw extends Error {
  readonly kind: FlawKind;

  constructor(kind: FlawKind, message: string) {
    super(message);
    this.name = 'Flaw';
    this.kind = kind;
  }
}

/** Longest piece of a document that a message quotes, in characters. */
const quotedLengthMax = 80;

/** A name or value from the document, cut short for a message. */
export function quoted(text: string): string {
  return text.length > quotedLengthMax ? `${text.slice(0, quotedLengthMax)}…` : text;
}

export function badXml(line: number, message: string): Flaw {
  return new Flaw('xml', `line ${line}: ${message}`);
}

/** Runs a reader of `value`, the text of `parameter`; whatever is wrong with it comes out as `Refused`. */
export function refusing<T>(parameter: DocumentParameter, value: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Flaw) throw refusalOf(error, parameter, value);
    throw error;
  }
}

const validates = 'Please make sure the data is well-formed and validates';
const toSchema = `${validates} against the appropriate schema.`;

function refusalOf(flaw: Flaw, parameter: DocumentParameter, value: string): Refused {
  const details = { Parameter: parameter };
  if (parameter === 'answer') return new Refused('BadRequest', `The answer cannot be read: ${flaw.message}`);
  switch (flaw.kind) {
    case 'xml':
      return new Refused(
        'XMLParseError',
        `There was an error parsing the XML question or answer data in your request.  ${toSchema} Details: ${flaw.message}`,
        details,
      );
    case 'xhtml':
      return new Refused(
        'XHTMLParseError',
        `There was an error parsing the XHTML data in your request.  ${toSchema} Details: ${flaw.message}`,
        details,
      );
    case 'html':
      return new Refused(
        'InvalidParameterValue',
        `There was an error parsing the HTML5 data in your request.  ${validates} as HTML5. Details: Errors: ${flaw.message}`,
        details,
      );
    case 'rule':
      return brokenRule(parameter, value, flaw.message);
  }
}

/** The value template (mturk-api 3.1) has no place for a reason, so the reason goes beside it. */
function brokenRule(parameter: DocumentParameter, value: string, reason: string): Refused {
  const refusal = invalidValue(parameter, value);
  return new Refused(refusal.code, refusal.message, { ...refusal.details, Reason: reason });
}
