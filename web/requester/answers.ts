/** One answer of a QuestionFormAnswers document, as a requester reads it. */
export interface ReadAnswer {
  readonly question: string;
  readonly text: string;
}

/** Reads a QuestionFormAnswers document by the browser's own parser. */
export function readAnswers(document: string | undefined): ReadAnswer[] {
  if (document === undefined || document === '') return [];
  const xml = new DOMParser().parseFromString(document, 'application/xml');
  return [...xml.getElementsByTagName('Answer')].map((answer) => ({
    question: textIn(answer, 'QuestionIdentifier').join(''),
    text: [
      ...textIn(answer, 'FreeText'),
      ...textIn(answer, 'SelectionIdentifier'),
      ...textIn(answer, 'OtherSelectionText'),
      ...textIn(answer, 'UploadedFileKey'),
    ].join(', '),
  }));
}

function textIn(element: Element, name: string): string[] {
  return [...element.getElementsByTagName(name)].map((each) => each.textContent ?? '');
}
