import type { HIT, WireAssignment } from '../api/requester-entities.ts';
import { readAnswers } from './answers.ts';

const instant = (seconds: number | undefined): string =>
  seconds === undefined ? '' : new Date(seconds * 1000).toISOString();

/** An assignment with the HIT that it is of. */
export interface Result {
  readonly hit: HIT;
  readonly assignment: WireAssignment;
}

const columns: Readonly<Record<string, (result: Result) => string | number>> = {
  HITId: ({ hit }) => hit.HITId,
  HITTypeId: ({ hit }) => hit.HITTypeId,
  Title: ({ hit }) => hit.Title,
  Reward: ({ hit }) => hit.Reward,
  RequesterAnnotation: ({ hit }) => hit.RequesterAnnotation ?? '',
  AssignmentId: ({ assignment }) => assignment.AssignmentId,
  WorkerId: ({ assignment }) => assignment.WorkerId,
  AssignmentStatus: ({ assignment }) => assignment.AssignmentStatus,
  AcceptTime: ({ assignment }) => instant(assignment.AcceptTime),
  SubmitTime: ({ assignment }) => instant(assignment.SubmitTime),
  WorkTimeInSeconds: ({ assignment }) => Math.round(assignment.SubmitTime - assignment.AcceptTime),
  ApprovalTime: ({ assignment }) => instant(assignment.ApprovalTime),
  RejectionTime: ({ assignment }) => instant(assignment.RejectionTime),
  RequesterFeedback: ({ assignment }) => assignment.RequesterFeedback ?? '',
};

/** Results as CSV: a row for each assignment, a column `Answer.…` for each question. */
export async function resultsCsv(results: readonly Result[]): Promise<string> {
  const { default: papa } = await import('papaparse');
  const answers = results.map(({ assignment }) => readAnswers(assignment.Answer));
  const questions = [...new Set(answers.flat().map(({ question }) => question))];
  const rows = results.map((result, at) => [
    ...Object.values(columns).map((of) => of(result)),
    ...questions.map((question) => answers[at]?.find((each) => each.question === question)?.text ?? ''),
  ]);
  const fields = [...Object.keys(columns), ...questions.map((question) => `Answer.${question}`)];
  // A cell that begins like a formula would be run by a spreadsheet.
  return papa.unparse({ fields, data: rows }, { escapeFormulae: true, newline: '\n' });
}

/** Hands a text to the reader as a file. */
export function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
