import type { FormDraft } from './form-draft.ts';
import { draftProblems, emptyForm, newQuestion } from './form-draft.ts';
import { externalQuestionXml, formXml, htmlQuestionXml } from './form-xml.ts';
import { problemOf, type RequirementDraft } from './requirement-draft.ts';

export type QuestionKind = 'form' | 'html' | 'external' | 'xml';

/** A HIT, or a batch of them, before it is published. Numbers are as typed. */
export interface PublishDraft {
  readonly title: string;
  readonly description: string;
  readonly keywords: string;
  readonly reward: string;
  readonly maxAssignments: string;
  readonly durationMinutes: string;
  readonly lifetimeHours: string;
  readonly autoApprovalHours: string;
  readonly requirements: readonly RequirementDraft[];
  readonly kind: QuestionKind;
  readonly form: FormDraft;
  readonly html: string;
  readonly url: string;
  readonly xml: string;
  readonly frameHeight: string;
}

const page = `<!doctype html>
<html>
  <head><meta charset="utf-8"><title>HIT</title></head>
  <body>
    <form name="mturk_form" method="post" id="mturk_form">
      <input type="hidden" name="assignmentId" id="assignmentId">
      <p>What do you see in this picture?</p>
      <p><img src="\${image_url}" alt="The picture in question" width="400"></p>
      <p><input type="text" name="seen" required size="60"></p>
      <p><button type="submit">Submit</button></p>
    </form>
    <script>
      const given = new URLSearchParams(location.search);
      document.getElementById('assignmentId').value = given.get('assignmentId');
      document.getElementById('mturk_form').action = given.get('turkSubmitTo') + '/mturk/externalSubmit';
    </script>
  </body>
</html>
`;

export const freshDraft: PublishDraft = {
  title: '',
  description: '',
  keywords: '',
  reward: '0.25',
  maxAssignments: '3',
  durationMinutes: '10',
  lifetimeHours: '24',
  autoApprovalHours: '72',
  requirements: [],
  kind: 'form',
  form: { ...emptyForm, questions: [newQuestion(1)] },
  html: page,
  url: '',
  xml: '',
  frameHeight: '0',
};

/** The Question document of a draft. */
export function questionXmlOf(draft: PublishDraft): string {
  switch (draft.kind) {
    case 'form':
      return formXml(draft.form);
    case 'html':
      return htmlQuestionXml(draft.html, Number(draft.frameHeight) || 0);
    case 'external':
      return externalQuestionXml(draft.url, Number(draft.frameHeight) || 0);
    case 'xml':
      return draft.xml;
  }
}

export type PublishProblems = Partial<Record<keyof PublishDraft, string>>;

const isWhole = (text: string, min: number, max: number): boolean =>
  /^\d+$/.test(text.trim()) && Number(text) >= min && Number(text) <= max;
const isNumber = (text: string, min: number, max: number): boolean =>
  /^\d+(\.\d+)?$/.test(text.trim()) && Number(text) >= min && Number(text) <= max;

/** What is wrong with a draft, field by field. */
export function publishProblems(draft: PublishDraft): PublishProblems {
  const problems: PublishProblems = {};
  if (draft.title.trim() === '') problems.title = 'Workers choose by the title: it can’t be empty.';
  if (draft.title.length > 128) problems.title = 'At most 128 characters.';
  if (draft.description.trim() === '') problems.description = 'Say what is to be done.';
  if (draft.description.length > 2000) problems.description = 'At most 2,000 characters.';
  if (!/^\d+(\.\d{0,2})?$/.test(draft.reward.trim())) problems.reward = 'US dollars with cents, as 0.25.';
  if (!isWhole(draft.maxAssignments, 1, 1_000_000_000)) problems.maxAssignments = 'A whole number from 1 up.';
  if (!isNumber(draft.durationMinutes, 0.5, 525_600))
    problems.durationMinutes = 'From half a minute to a year.';
  if (!isNumber(draft.lifetimeHours, 0.01, 8760))
    problems.lifetimeHours = 'From 30 seconds (0.01) to a year.';
  if (!isNumber(draft.autoApprovalHours, 0, 720))
    problems.autoApprovalHours = 'From 0 to 720 hours (30 days).';
  if (draft.requirements.some((each) => problemOf(each) !== undefined))
    problems.requirements = 'A requirement has a value that is none.';
  const question = questionProblem(draft);
  if (question !== undefined) problems[question[0]] = question[1];
  return problems;
}

function questionProblem(draft: PublishDraft): readonly [keyof PublishDraft, string] | undefined {
  switch (draft.kind) {
    case 'form':
      return Object.keys(draftProblems(draft.form)).length === 0
        ? undefined
        : ['form', 'The form is not complete: see its questions.'];
    case 'html':
      return draft.html.includes('<') ? undefined : ['html', 'A page of HTML is needed.'];
    case 'external':
      return /^https:\/\/\S+\.?\S*$/.test(draft.url.trim())
        ? undefined
        : ['url', 'The address of your page; it begins with https://'];
    case 'xml':
      return draft.xml.trim() === '' ? ['xml', 'The Question document is missing.'] : undefined;
  }
}
