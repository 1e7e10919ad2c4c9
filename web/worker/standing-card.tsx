import { useEffect, useState } from 'preact/hooks';
import { changeWorker } from '../api/worker-api.ts';
import { CheckField } from '../parts/field.tsx';
import { count, percent } from '../parts/format.ts';
import { ErrorBox } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import type { WorkerPageProps } from './worker-page.ts';

/** The values that the market itself keeps of a worker; consent to adult content is the worker's own to give. */
export function StandingCard({ live }: WorkerPageProps) {
  const action = useAction();
  /** What the worker chose, until the market says the same or refuses it. */
  const [chosen, setChosen] = useState<boolean>();
  const { worker } = live.state.value ?? {};
  const known = worker?.adult;
  useEffect(() => {
    if (known === chosen) setChosen(undefined);
  }, [known, chosen]);
  if (!worker) return null;
  const agree = (agreed: boolean) => {
    setChosen(agreed);
    action.run(() =>
      changeWorker(live.market, live.worker, { adult: agreed }).catch((error: unknown) => {
        setChosen(undefined);
        throw error;
      }),
    );
  };
  const { approvalRate = 100, hitsApproved = 0, masters = false, adult = false, locale } = worker;
  return (
    <section class="card card-body stack" aria-labelledby="standing">
      <h2 id="standing">Your standing</h2>
      <dl class="facts">
        <div>
          <dt>Approval rate</dt>
          <dd>{percent(approvalRate)}</dd>
        </div>
        <div>
          <dt>HITs approved</dt>
          <dd>{count(hitsApproved)}</dd>
        </div>
        <div>
          <dt>Masters</dt>
          <dd>{masters ? 'yes' : 'no'}</dd>
        </div>
        <div>
          <dt>Location</dt>
          <dd>{[locale?.country, locale?.subdivision].filter(Boolean).join('-') || '–'}</dd>
        </div>
      </dl>
      <CheckField
        label="I agree to see HITs with adult content"
        checked={chosen ?? adult}
        disabled={action.isBusy}
        onChange={agree}
      />
      {action.problem !== undefined && <ErrorBox message={action.problem} />}
    </section>
  );
}
