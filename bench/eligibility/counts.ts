import type { Requirement } from '../../server/contract/entities.ts';
import { approvalRateTypeId, hitsApprovedTypeId, localeTypeId } from '../../server/contract/system-types.ts';
import { atMost, type Row } from '../table.ts';
import { PlainChecks } from './plain.ts';
import { sameOrStop, sideBySide } from './timing.ts';
import { typeId, type World } from './world.ts';

type Third = 'place' | 'own type';

function asked(rate: number, approved: number, third: Third): Requirement[] {
  const atLeast = (type: string, value: number): Requirement => ({
    QualificationTypeId: type,
    Comparator: 'GreaterThanOrEqualTo',
    IntegerValues: [value],
    ActionsGuarded: 'Accept',
  });
  const place: Requirement = {
    QualificationTypeId: localeTypeId,
    Comparator: 'EqualTo',
    LocaleValues: [{ Country: 'US' }],
    ActionsGuarded: 'Accept',
  };
  return [
    atLeast(approvalRateTypeId, rate),
    atLeast(hitsApprovedTypeId, approved),
    third === 'place' ? place : atLeast(typeId(0), rate - 40),
  ];
}

/** One pass of a loop over three typed arrays, each no wider than it needs to be. */
function plainCount(world: World) {
  const { columns } = new PlainChecks(world);
  const rates = Uint8Array.from(columns[0] as Int32Array);
  const approved = columns[1] as Int32Array;
  const places = Uint8Array.from(columns[2] as Int32Array);
  const own = columns[3] as Int32Array;
  const american = places[world.workers.findIndex(({ locale }) => locale.country === 'US')] as number;
  return (rate: number, least: number, third: Third): number => {
    let count = 0;
    if (third === 'place') {
      for (let at = 0; at < rates.length; at++) {
        if ((rates[at] as number) >= rate && (approved[at] as number) >= least && places[at] === american)
          count++;
      }
      return count;
    }
    for (let at = 0; at < rates.length; at++) {
      if (
        (rates[at] as number) >= rate &&
        (approved[at] as number) >= least &&
        (own[at] as number) >= rate - 40
      )
        count++;
    }
    return count;
  };
}

export function countRows(world: World): Row[] {
  const plain = plainCount(world);
  const size = `${world.workers.length.toLocaleString('en-US')} workers`;
  const isBudgeted = world.workers.length >= 1e6;
  return (['place', 'own type'] as const).flatMap((third) => {
    const count = (rate: number, least: number) =>
      world.index.audience(asked(rate, least, third)).eligible.accept;
    sameOrStop('eligible', count(95, 1000), plain(95, 1000, third));
    // Every round asks for other bounds, so that neither the sets nor their parts are known.
    const never = sideBySide(
      (round) => void count(82 + round, 300 + round * 11),
      (round) => void plain(82 + round, 300 + round * 11, third),
    );
    const again = sideBySide(
      () => void count(95, 1000),
      () => void plain(95, 1000, third),
    );
    const common = { unit: 'ms', against: 'one pass', note: `with the funnel; third requirement: ${third}` };
    const budget = (ratio: number) => (isBudgeted ? { budget: atMost(ratio) } : {});
    return [
      {
        what: `eligible count, never asked: ${size}`,
        value: never.ours,
        limit: never.theirs,
        ...common,
        ...budget(1),
      },
      {
        what: `eligible count, asked before: ${size}`,
        value: again.ours,
        limit: again.theirs,
        ...common,
        ...budget(0.05),
      },
    ];
  });
}
