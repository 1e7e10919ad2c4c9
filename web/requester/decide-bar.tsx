import { useState } from 'preact/hooks';
import type { WireAssignment } from '../api/requester-entities.ts';
import { TextField } from '../parts/field.tsx';
import { plural } from '../parts/format.ts';
import { ErrorBox } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { inLanes } from './in-lanes.ts';
import type { RequesterPageProps } from './requester-page.ts';

type DecideBarProps = RequesterPageProps & {
  readonly assignments: readonly WireAssignment[];
  readonly onDone: () => void;
};

type Decision = 'ApproveAssignment' | 'RejectAssignment';

/** Undecided work takes either decision; a rejection can be taken back, an approval can't. */
const takes: Readonly<Record<Decision, readonly WireAssignment['AssignmentStatus'][]>> = {
  ApproveAssignment: ['Submitted', 'Rejected'],
  RejectAssignment: ['Submitted'],
};

/** Approves or rejects the chosen work, one or many, and pays bonuses. */
export function DecideBar({ live, assignments, onDone }: DecideBarProps) {
  const [feedback, setFeedback] = useState('');
  const [bonus, setBonus] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [paid, setPaid] = useState<{ chosen: string; text: string }>();
  const action = useAction();
  const none = assignments.length === 0;
  const chosen = assignments.map(({ AssignmentId }) => AssignmentId).join();
  const open = (operation: Decision) =>
    assignments.filter(({ AssignmentStatus }) => takes[operation].includes(AssignmentStatus));
  const decide = (operation: Decision) => {
    if (operation === 'RejectAssignment' && feedback.trim() === '')
      return setWrong('Tell the workers why: a rejection needs feedback.');
    setWrong(undefined);
    setPaid(undefined);
    action.run(async () => {
      await thenRefreshed(open(operation), ({ AssignmentId, AssignmentStatus }) =>
        live.call(operation, {
          AssignmentId,
          ...(feedback.trim() === '' ? {} : { RequesterFeedback: feedback.trim() }),
          ...(AssignmentStatus === 'Rejected' ? { OverrideRejection: true } : {}),
        }),
      );
      setFeedback('');
      onDone();
    });
  };
  const pay = () => {
    if (!/^\d+(\.\d{1,2})?$/.test(bonus)) return setWrong('A bonus is an amount of US dollars, as 0.50.');
    if (feedback.trim() === '') return setWrong('Say what the bonus is for, as feedback.');
    setWrong(undefined);
    setPaid(undefined);
    action.run(async () => {
      await thenRefreshed(assignments, ({ AssignmentId, WorkerId }) =>
        live.call('SendBonus', { AssignmentId, WorkerId, BonusAmount: bonus, Reason: feedback.trim() }),
      );
      setBonus('');
      setPaid({ chosen, text: `$${bonus} paid for ${plural(assignments.length, 'assignment')}.` });
    });
  };
  /** What of many was not refused has happened: the lists are read again either way. */
  const thenRefreshed = async (
    each: readonly WireAssignment[],
    act: (one: WireAssignment) => Promise<unknown>,
  ) => {
    try {
      await inLanes(each, act);
    } finally {
      live.changed();
    }
  };
  return (
    <div class="decide stack">
      <div class="decide-row">
        <TextField label="Feedback to the workers" value={feedback} onInput={setFeedback} error={wrong} />
        <div class="buttons">
          <button
            type="button"
            class="primary"
            disabled={open('ApproveAssignment').length === 0 || action.isBusy}
            onClick={() => decide('ApproveAssignment')}
          >
            Approve {open('ApproveAssignment').length || ''}
          </button>
          <button
            type="button"
            class="danger"
            disabled={open('RejectAssignment').length === 0 || action.isBusy}
            onClick={() => decide('RejectAssignment')}
          >
            Reject {open('RejectAssignment').length || ''}
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
        {none
          ? 'Choose work below to decide on it or to pay a bonus.'
          : `${plural(assignments.length, 'assignment')} chosen. ${paid?.chosen === chosen ? paid.text : ''}`}
      </p>
      {action.problem !== undefined && <ErrorBox message={action.problem} />}
    </div>
  );
}
