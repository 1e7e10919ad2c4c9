import { useState } from 'preact/hooks';
import type { HitPreview } from '../../server/contract/schemas/hit.ts';
import type { QuestionForm, QuestionRead } from '../../server/contract/schemas/question.ts';
import { readQuestion } from '../api/worker-api.ts';
import { contentOrigin, submitAddress } from '../app/server-config.ts';
import { ErrorBox, Loading } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { answerOf, openValues, problemsOf } from '../questions/form-values.ts';
import { QuestionFormView } from '../questions/question-form.tsx';
import { QuestionFrame } from '../questions/question-frame.tsx';
import { focusFirst, problemsIn } from './form-problems.ts';
import type { WorkerPageProps } from './worker-page.ts';

type QuestionViewProps = WorkerPageProps & {
  readonly preview: HitPreview;
  /** The worker's own; undefined while it only looks. */
  readonly assignment: string | undefined;
};

/** What a HIT asks: a form of ours, or the requester's page in a frame. */
export function QuestionView({ live, preview, assignment }: QuestionViewProps) {
  const { market, worker } = live;
  const { data, problem } = useLoaded(async () => {
    const frame = {
      hit: preview.id,
      worker,
      submitTo: submitAddress(market),
      ...(assignment === undefined ? {} : { assignment }),
    };
    const read = await readQuestion(market, { question: preview.question, frame });
    return { ...read, origin: await contentOrigin() };
  }, [live, preview.id, assignment]);
  if (problem !== undefined) return <ErrorBox message={problem} />;
  if (!data) return <Loading what="the question" />;
  const { question } = data;
  if (question.kind === 'QuestionForm')
    return <FormTask live={live} form={question} assignment={assignment} />;
  return <QuestionFrame src={frameAddress(data)} title={preview.title} height={question.frameHeight} />;
}

function frameAddress({ src = '', origin }: QuestionRead & { origin: string }): string {
  return new URL(src, origin).href;
}

type FormTaskProps = WorkerPageProps & {
  readonly form: QuestionForm;
  readonly assignment: string | undefined;
};

function FormTask({ live, form, assignment }: FormTaskProps) {
  const [values, setValues] = useState(() => openValues(form));
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (assignment === undefined) return;
    const found = problemsOf(form, values);
    setProblems(found);
    if (Object.keys(found).length > 0) return focusFirst(found);
    action.run(async () => {
      try {
        await live.ask('assignment:submit', { assignment, answer: answerOf(form, values) });
      } catch (error) {
        setProblems(problemsIn(error));
        throw error;
      }
    });
  };
  return (
    <form class="card card-body stack" noValidate onSubmit={submit}>
      <QuestionFormView
        form={form}
        values={values}
        problems={problems}
        onChange={setValues}
        disabled={assignment === undefined}
      />
      {action.problem !== undefined && <ErrorBox message={action.problem} />}
      {assignment !== undefined && (
        <div>
          <button type="submit" class="primary" disabled={action.isBusy}>
            Submit
          </button>
        </div>
      )}
    </form>
  );
}
