import { useState } from 'preact/hooks';
import type { Answered, Asked, QualificationTypeView } from '../../server/contract/schemas/qualification.ts';
import { readQuestion, readType } from '../api/worker-api.ts';
import { dateTime, duration } from '../parts/format.ts';
import { ErrorBox, Loading, Notice } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';
import { TestForm } from './test-form.tsx';
import { type WorkerPageProps, workerHref } from './worker-page.ts';

/** One Qualification type: what it is, and the way to it by asking or by its test. */
export function TestPage({ live, type: id }: WorkerPageProps & { type: string }) {
  const { data: type, problem } = useLoaded(() => readType(live.market, id), [live, id]);
  useTitle(type?.name ?? 'Qualification');
  if (problem !== undefined) return <ErrorBox message={problem} />;
  if (!type) return <Loading what="the Qualification" />;
  return (
    <article class="stack">
      <p>
        <a href={workerHref(live, 'qualifications')}>All Qualifications</a>
      </p>
      <h2 class="hit-title">{type.name}</h2>
      <p>{type.description}</p>
      <p class="muted">
        {type.requester.name}
        {type.testDurationInSeconds !== undefined &&
          ` · ${duration(type.testDurationInSeconds)} for the test`}
        {type.hasTest && retrySaid(type)}
      </p>
      <Way live={live} type={type} />
    </article>
  );
}

function retrySaid({ retryDelayInSeconds }: QualificationTypeView): string {
  if (retryDelayInSeconds === undefined) return ' · one attempt only';
  return ` · another attempt after ${duration(retryDelayInSeconds)}`;
}

type WayProps = WorkerPageProps & { readonly type: QualificationTypeView };

function Way({ live, type }: WayProps) {
  const [asked, setAsked] = useState<Asked>();
  const [answered, setAnswered] = useState<Answered>();
  const action = useAction();
  const state = live.state.value;
  const held = state?.qualifications.get(type.id);
  const request = [...(state?.requests.values() ?? [])].find((each) => each.type === type.id);
  const ask = () =>
    action.run(async () => setAsked(await live.ask('qualification:request', { type: type.id })));
  if (answered) return <Result live={live} answered={answered} />;
  if (asked?.state === 'answering' && asked.test !== undefined)
    return <RunningTest live={live} asked={asked} test={asked.test} onAnswered={setAnswered} />;
  return (
    <div class="stack">
      {held !== undefined && (
        <Notice tone="good">This Qualification is yours, with the value {held.value}.</Notice>
      )}
      {request?.state === 'pending' && (
        <Notice>You have asked for it: the requester will decide. You will see the answer here.</Notice>
      )}
      {request?.state !== 'pending' &&
        (held === undefined || request !== undefined || isRepeatable(type)) && (
          <div>
            <button
              type="button"
              class={held === undefined ? 'primary' : ''}
              disabled={action.isBusy}
              onClick={ask}
            >
              {request === undefined && held !== undefined
                ? 'Take the test again: its time begins to run'
                : startSaid(type, request !== undefined)}
            </button>
          </div>
        )}
      {action.problem !== undefined && <ErrorBox message={action.problem}>{retryAt(action.error)}</ErrorBox>}
    </div>
  );
}

/** Whoever holds it may try for another value where the type allows another attempt. */
const isRepeatable = ({ hasTest, retryDelayInSeconds }: QualificationTypeView): boolean =>
  hasTest && retryDelayInSeconds !== undefined;

function startSaid({ hasTest }: QualificationTypeView, isRunning: boolean): string {
  if (!hasTest) return 'Ask for it';
  return isRunning ? 'Go on with the test' : 'Start the test: its time begins to run';
}

function retryAt(error: unknown) {
  const { details } = error as { details?: { retryAt?: unknown } };
  if (typeof details?.retryAt !== 'string') return null;
  return <p>You may ask again from {dateTime(details.retryAt)}, market time.</p>;
}

type RunningTestProps = WorkerPageProps & {
  readonly asked: Asked;
  readonly test: string;
  readonly onAnswered: (answered: Answered) => void;
};

function RunningTest({ live, asked, test, onAnswered }: RunningTestProps) {
  const { data, problem } = useLoaded(() => readQuestion(live.market, { test }), [live, test]);
  if (problem !== undefined) return <ErrorBox message={problem} />;
  if (data?.question.kind !== 'QuestionForm') return <Loading what="the test" />;
  return <TestForm live={live} asked={asked} form={data.question} onAnswered={onAnswered} />;
}

function Result({ live, answered }: WorkerPageProps & { answered: Answered }) {
  const { state, value } = answered;
  return (
    <section class="card card-body stack" data-result={state}>
      <h2>{resultSaid(state)}</h2>
      {value !== undefined && <p>Your value is {value}.</p>}
      <div class="buttons">
        <a class="button primary" href={workerHref(live)}>
          See the HITs
        </a>
        <a class="button" href={workerHref(live, 'qualifications')}>
          All Qualifications
        </a>
      </div>
    </section>
  );
}

function resultSaid(state: Answered['state']): string {
  if (state === 'granted') return 'You have the Qualification.';
  if (state === 'pending') return 'Your test was handed in. The requester will decide.';
  return state === 'expired' ? 'The time of the test had run out.' : 'Your test was handed in.';
}
