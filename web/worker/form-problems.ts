/** Brings the first question that is not right under the reader's eyes. */
export function focusFirst(problems: Readonly<Record<string, string>>): void {
  const fields = [...document.querySelectorAll<HTMLElement>('[data-question]')];
  const wrong = fields.find((field) => (field.dataset.question ?? '') in problems);
  wrong?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  wrong?.scrollIntoView({ block: 'center' });
}

interface ToldProblem {
  readonly question: string;
  /** Goes on after the question's name. */
  readonly message: string;
}

/** What the server found wrong, question by question. */
export function problemsIn(error: unknown): Readonly<Record<string, string>> {
  if (typeof error !== 'object' || error === null || !('details' in error)) return {};
  const { problems = [] } = error.details as { problems?: readonly ToldProblem[] };
  return Object.fromEntries(problems.map(({ question, message }) => [question, `This ${message}.`]));
}
