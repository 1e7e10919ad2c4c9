import { useState } from 'preact/hooks';
import type { WireAssignment } from '../api/requester-entities.ts';
import { TextField } from '../parts/field.tsx';
import { count, plural } from '../parts/format.ts';
import { ErrorBox } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { inLanes } from './in-lanes.ts';
import type { RequesterPageProps } from './requester-page.ts';

type DecideBarProps = RequesterPageProps & {
  readonly assignments: readonly WireAssignment[];
  readonly onDone: () => void;
};

/** Approves or rejects the chosen work, one or many, and pays bonuses. */
export function DecideBar({ live, assignments, onDone }: DecideBarProps) {
  const [feedback, setFeedback] = useState('');
  const [bonus, setBonus] = useState('');
  const [wrong, setWrong] = useState<string>();
  const action = useAction();
  const none = assignments.length === 0;
  const decide = (operation: 'ApproveAssignment' | 'RejectAssignment') => {
    if (operation === 'RejectAssignment' && feedback.trim() === '')
      return setWrong('Tell the workers why: a rejection needs feedback.');
    setWrong(undefined);
    action.run(async () => {
      await inLanes(assignments, ({ AssignmentId }) =>
        live.call(operation, {
          AssignmentId,
          ...(feedback.trim() === '' ? {} : { RequesterFeedback: feedback.trim() }),
        }),
      );
      setFeedback('');
      onDone();
      live.changed();
    });
  };
  const pay = () => {
    if (!/^\d+(\.\d{1,2})?$/.test(bonus)) return setWrong('A bonus is an amount of US dollars, as 0.50.');
    if (feedback.trim() === '') return setWrong('Say what the bonus is for, as feedback.');
    setWrong(undefined);
    action.run(async () => {
      await inLanes(assignments, ({ AssignmentId, WorkerId }) =>
        live.call('SendBonus', { AssignmentId, WorkerId, BonusAmount: bonus, Reason: feedback.trim() }),
      );
      setBonus('');
      live.changed();
    });
  };
  return (
    <div class="decide stack">
      <div class="decide-row">
        <TextField label="Feedback to the workers" value={feedback} onInput={setFeedback} error={wrong} />
        <div class="buttons">
          <button
            type="button"
            class="primary"
            disabled={none || action.isBusy}
            onClick={() => decide('ApproveAssignment')}
          >
            Approve {none ? '' : count(assignments.length)}
          </button>
          <button
            type="button"
            class="danger"
            disabled={none || action.isBusy}
            onClick={() => decide('RejectAssignment')}
          >
            Reject {none ? '' : count(assignments.length)}
          </button>
        </div>
        <div class="bonus">
          <label class="number-field">
            <span>Bonus $</span>
            <input
              type="text"
              inputMode="decimal"
              value={bonus}
              placeholder="0.50"
              onInput={(event) => setBonus(event.currentTarget.value)}
            />
          </label>
          <button type="button" disabled={none || action.isBusy} onClick={pay}>
            Pay it
          </button>
        </div>
      </div>
      <p class="hint" role="status">
        {none ? 'Choose work below to decide on it.' : `${plural(assignments.length, 'assignment')} chosen.`}
      </p>
      {action.problem !== undefined && <ErrorBox message={action.problem} />}
    </div>
  );
}
