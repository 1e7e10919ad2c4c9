import type { RequesterRecord } from '../../../server/contract/records.ts';
import { prepaidMills } from '../accounts.ts';
import { studiedRequester } from '../study.ts';
import { type Collector, type Ended, type Findings, rounded, shareOf } from './collector.ts';

/** What the work costs. The account is the truth; that it agrees with the approved work is an identity of every run. */
export function cost(): Collector {
  return { finish: (ended) => (ended.simulation.study ? costOf(ended) : { measures: {} }) };
}

async function costOf({ simulation, assignments }: Ended): Promise<Findings> {
  const approved = assignments.filter(({ state }) => state === 'Approved');
  const rejected = assignments.filter(({ state }) => state === 'Rejected').length;
  const payMills = approved.reduce((sum, { rewardMills }) => sum + rewardMills, 0);
  const feeMills = approved.reduce((sum, assignment) => sum + assignment.feeMills, 0);
  const account = await simulation.market.look('requester', studiedRequester);
  const spentMills = spentOf(account);
  if (spentMills !== payMills + feeMills)
    throw new Error(`${spentMills} mills were spent, but work of ${payMills} + ${feeMills} was approved.`);
  const right = approved.filter(({ id }) => simulation.tasks.given.get(id)?.isRight === true).length;
  return {
    measures: {
      pay: payMills / 1000,
      fees: feeMills / 1000,
      spend: spentMills / 1000,
      spendPerApproved: perEach(spentMills, approved.length),
      spendPerRight: perEach(spentMills, right),
      rejectedShare: shareOf(rejected, rejected + approved.length),
      undecided: assignments.filter(({ state }) => state === 'Submitted').length,
    },
  };
}

const spentOf = (account: RequesterRecord | undefined): number =>
  account === undefined ? 0 : prepaidMills - account.balanceMills;

const perEach = (mills: number, count: number): number | null =>
  count === 0 ? null : rounded(mills / 1000 / count);
