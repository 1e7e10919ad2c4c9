import type { Environment } from '../../server/contract/entities.ts';
import { approvalRateTypeId, type SystemValue, systemTypeId } from '../../server/contract/system-types.ts';
import { readMarket } from '../api/market-api.ts';
import { listAll } from '../api/requester-api.ts';
import type { QualificationType } from '../api/requester-entities.ts';
import type { RequesterLive } from '../connection/requester-live.ts';
import { useLoaded } from '../parts/use-loaded.ts';

export interface TypeChoice {
  readonly id: string;
  readonly title: string;
  readonly group: 'System' | 'Own' | 'Of other requesters';
}

const systemTitles: readonly (readonly [SystemValue, string])[] = [
  ['approvalRate', 'Approval rate (%)'],
  ['hitsApproved', 'HITs approved'],
  ['locale', 'Location'],
  ['masters', 'Masters'],
  ['adult', 'Adult content'],
];

export const firstChoice = approvalRateTypeId;
const othersMax = 300;

/** The types that a requirement can name. */
export function useTypeChoices(live: RequesterLive): readonly TypeChoice[] {
  const { data } = useLoaded(() => readChoices(live), [live]);
  return data ?? systemChoices('sandbox');
}

function systemChoices(environment: Environment): TypeChoice[] {
  return systemTitles.map(([value, title]) => ({
    id: systemTypeId(value, environment),
    title,
    group: 'System',
  }));
}

async function readChoices(live: RequesterLive): Promise<TypeChoice[]> {
  const own = await listAll<QualificationType>(live, 'ListQualificationTypes', {
    items: 'QualificationTypes',
    input: { MustBeRequestable: false, MustBeOwnedByCaller: true },
  });
  const others = await listAll<QualificationType>(live, 'ListQualificationTypes', {
    items: 'QualificationTypes',
    input: { MustBeRequestable: true },
    most: othersMax,
  });
  const ownIds = new Set(own.map(({ QualificationTypeId }) => QualificationTypeId));
  const named = (type: QualificationType, group: TypeChoice['group']) => ({
    id: type.QualificationTypeId,
    title: type.Name,
    group,
  });
  return [
    ...systemChoices(await environmentOf(live.market)),
    ...own
      .filter(({ QualificationTypeStatus }) => QualificationTypeStatus === 'Active')
      .map((type) => named(type, 'Own')),
    ...others
      .filter(({ QualificationTypeId: id }) => !ownIds.has(id))
      .map((type) => named(type, 'Of other requesters')),
  ];
}

/** Only the admin reads markets; without its key the id of Masters is that of the sandbox. */
async function environmentOf(market: string): Promise<Environment> {
  return readMarket(market).then(
    ({ environment }) => environment,
    () => 'sandbox',
  );
}
