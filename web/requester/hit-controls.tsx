import { useState } from 'preact/hooks';
import type { HIT } from '../api/requester-entities.ts';
import { go } from '../app/location.ts';
import { ErrorBox } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { NumberField } from './number-field.tsx';
import { type RequesterPageProps, requesterHref } from './requester-page.ts';

const hourSeconds = 3600;

/** What can be done to a HIT that is out. */
export function HitControls({ live, hit }: RequesterPageProps & { hit: HIT }) {
  const [more, setMore] = useState(1);
  const [hours, setHours] = useState(24);
  const action = useAction();
  const { HITId } = hit;
  const act = (operation: string, input: object) =>
    action.run(async () => {
      await live.call(operation, { HITId, ...input });
      live.changed();
    });
  const remove = () =>
    action.run(async () => {
      await live.call('DeleteHIT', { HITId });
      live.changed();
      go(requesterHref(live));
    });
  const extendTo = hit.Expiration + hours * hourSeconds;
  return (
    <section class="card card-body stack" aria-label="Change this HIT">
      <h3>Change this HIT</h3>
      <div class="control">
        <NumberField label="More workers" value={more} onInput={setMore} />
        <button
          type="button"
          disabled={action.isBusy}
          onClick={() => act('CreateAdditionalAssignmentsForHIT', { NumberOfAdditionalAssignments: more })}
        >
          Add
        </button>
      </div>
      <div class="control">
        <NumberField label="More hours" value={hours} onInput={setHours} />
        <button
          type="button"
          disabled={action.isBusy}
          onClick={() => act('UpdateExpirationForHIT', { ExpireAt: extendTo })}
        >
          Extend
        </button>
      </div>
      <div class="buttons">
        <button
          type="button"
          disabled={action.isBusy}
          onClick={() => act('UpdateExpirationForHIT', { ExpireAt: 0 })}
        >
          Expire now
        </button>
        <button type="button" class="danger" disabled={action.isBusy} onClick={remove}>
          Delete
        </button>
      </div>
      {action.problem !== undefined && <ErrorBox message={action.problem} />}
    </section>
  );
}
