import type { Access, Obstacle, Unmet as UnmetRequirement } from '../../server/contract/entities.ts';
import type { Group } from '../../server/contract/schemas/group.ts';
import { at, here } from '../app/location.ts';
import { obstacleText } from './why-not.ts';
import type { WorkerPageProps } from './worker-page.ts';

type UnmetProps = WorkerPageProps & {
  readonly unmet: Group['unmet'];
  readonly reasons: readonly Obstacle[];
  readonly access: Access;
};

/** Why the worker can't accept, requirement by requirement, with the way to what is missing. */
export function Unmet({ live, unmet, reasons, access }: UnmetProps) {
  return (
    <div class="notice notice-warn">
      <p class="notice-title">
        {access === 'preview'
          ? 'You may look at this HIT, and not accept it.'
          : 'You may not accept this HIT.'}
      </p>
      <ul class="why-list">
        {unmet.map((each) => (
          <li key={JSON.stringify(each.requirement)}>
            {each.text}{' '}
            {isOwnType(each) && <TypeLink live={live} type={each.requirement.QualificationTypeId} />}
          </li>
        ))}
        {reasons.map((reason) => (
          <li key={reason}>{obstacleText(reason)}</li>
        ))}
        {unmet.length + reasons.length === 0 && (
          <li>You have or have had a HIT of this group, are its requester, or were blocked.</li>
        )}
      </ul>
    </div>
  );
}

/** System types, whose values nobody asks for, have ids of zeros or belong to Masters. */
function isOwnType({
  requirement,
  value,
}: Pick<UnmetRequirement, 'requirement' | 'value'> | Group['unmet'][number]): boolean {
  return (
    requirement.QualificationTypeId.startsWith('3') &&
    value === null &&
    requirement.Comparator !== 'DoesNotExist'
  );
}

function TypeLink({ live, type }: WorkerPageProps & { type: string }) {
  return <a href={here(at('worker', live.worker, 'qualifications', type))}>Get this Qualification</a>;
}
