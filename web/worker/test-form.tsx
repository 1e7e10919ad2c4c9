import { useState } from 'preact/hooks';
import type { Answered, Asked } from '../../server/contract/schemas/qualification.ts';
import type { QuestionForm } from '../../server/contract/schemas/question.ts';
import { Countdown } from '../parts/countdown.tsx';
import { ErrorBox } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { answerOf, openValues, problemsOf } from '../questions/form-values.ts';
import { QuestionFormView } from '../questions/question-form.tsx';
import { focusFirst, problemsIn } from './form-problems.ts';
import type { WorkerPageProps } from './worker-page.ts';

type TestFormProps = WorkerPageProps & {
  readonly asked: Asked;
  readonly form: QuestionForm;
  readonly onAnswered: (answered: Answered) => void;
};

/** A test with its time running. */
export function TestForm({ live, asked, form, onAnswered }: TestFormProps) {
  const [values, setValues] = useState(() => openValues(form));
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    const found = problemsOf(form, values);
    setProblems(found);
    if (Object.keys(found).length > 0) return focusFirst(found);
    action.run(async () => {
      try {
        onAnswered(await live.ask('test:submit', { request: asked.id, answer: answerOf(form, values) }));
      } catch (error) {
        setProblems(problemsIn(error));
        throw error;
      }
    });
  };
  return (
    <form class="card card-body stack" noValidate onSubmit={submit}>
      {asked.dueAt !== undefined && (
        <p class="test-time">
          <Countdown time={live.time} until={asked.dueAt} label="Time left" />
        </p>
      )}
      <QuestionFormView form={form} values={values} problems={problems} onChange={setValues} />
      {action.problem !== undefined && <ErrorBox message={action.problem} />}
      <div>
        <button type="submit" class="primary" disabled={action.isBusy}>
          Hand in the test
        </button>
      </div>
    </form>
  );
}
