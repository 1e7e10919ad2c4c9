import type { Requirement } from '../../../server/contract/entities.ts';
import { approvalRateTypeId, hitsApprovedTypeId } from '../../../server/contract/system-types.ts';
import {
  acceptAssignment,
  approveAssignment,
  rejectAssignment,
  returnAssignment,
  submitAssignment,
} from '../../../server/lifecycle/assignment.ts';
import { blockWorker, unblockWorker } from '../../../server/lifecycle/block.ts';
import { sendBonus } from '../../../server/lifecycle/bonus.ts';
import { createHit, disposeHit, expireHit, extendHit, reviewHit } from '../../../server/lifecycle/hit.ts';
import { findOrCreateHitType } from '../../../server/lifecycle/hit-type.ts';
import { assignQualification, revokeQualification } from '../../../server/lifecycle/qualification.ts';
import {
  acceptQualificationRequest,
  askForQualification,
  rejectQualificationRequest,
  submitTest,
} from '../../../server/lifecycle/qualification-request.ts';
import {
  createQualificationType,
  deleteQualificationType,
} from '../../../server/lifecycle/qualification-type.ts';
import { openAccount } from '../../../server/lifecycle/requester.ts';
import { changeWorker } from '../../../server/lifecycle/worker.ts';
import type { Market } from '../../../server/market/market.ts';
import type { Random } from '../../../simulator/engine/random.ts';
import type { World } from './world.ts';

/** Something that somebody does; resolves with what the market acknowledged. */
export type Action = (market: Market, world: World, random: Random) => Promise<void>;

const answer = '<QuestionFormAnswers/>';
const test = '<QuestionForm/>';
const second = 1000;

const createType: Action = async (market, world, random) => {
  const owner = world.anyRequester(random);
  const kind = random.int(3);
  const name = `type ${random.uint32()}`;
  const spec = {
    owner,
    name,
    description: 'of the storm',
    status: 'Active' as const,
    retryDelaySeconds: random.int(3) * 600,
    ...(kind === 0 ? { autoGranted: true, autoGrantedValue: random.int(10) } : {}),
    ...(kind === 1 ? { test, testDurationSeconds: 300 } : {}),
  };
  const type = await market.run([], (tx) => createQualificationType(tx, spec));
  world.acknowledge('qualificationType', type.id);
  world.types.push({ id: type.id, owner });
};

const deleteType: Action = async (market, world, random) => {
  const type = world.any(world.types, random);
  if (type && random.chance(0.2)) await market.run([], (tx) => deleteQualificationType(tx, type.id));
};

const post: Action = async (market, world, random) => {
  const requester = world.anyRequester(random);
  const requirements = Array.from({ length: random.int(3) }, () => requirement(world, random));
  const properties = {
    title: `group ${random.int(6)}`,
    description: 'of the storm',
    rewardMills: 10 * (1 + random.int(20)),
    assignmentDurationSeconds: 60 + random.int(3600),
    autoApprovalDelaySeconds: random.int(3) * 3600,
    requirements,
  };
  const hit = await market.run([], async (tx) => {
    await openAccount(tx, { id: requester });
    const hitType = await findOrCreateHitType(tx, { requester, properties });
    return createHit(tx, {
      requester,
      hitType,
      question: answer,
      maxAssignments: 1 + random.int(4),
      lifetimeSeconds: 60 + random.int(7200),
    });
  });
  world.acknowledge('hit', hit.id);
  world.hits.push(hit.id);
};

function requirement(world: World, random: Random): Requirement {
  const guards = (['Accept', 'PreviewAndAccept', 'DiscoverPreviewAndAccept'] as const)[
    random.int(3)
  ] as Requirement['ActionsGuarded'];
  const type = world.any(world.types, random);
  if (type && random.chance(0.7)) {
    const bare = { QualificationTypeId: type.id, ActionsGuarded: guards };
    if (random.chance(0.3)) return { ...bare, Comparator: random.chance(0.5) ? 'Exists' : 'DoesNotExist' };
    return {
      ...bare,
      Comparator: random.chance(0.5) ? 'GreaterThan' : 'NotEqualTo',
      IntegerValues: [random.int(10)],
    };
  }
  const [id, value] = random.chance(0.5)
    ? [approvalRateTypeId, 90 + random.int(11)]
    : [hitsApprovedTypeId, random.int(4)];
  return {
    QualificationTypeId: id as string,
    Comparator: 'GreaterThanOrEqualTo',
    IntegerValues: [value as number],
    ActionsGuarded: guards,
  };
}

const accept: Action = async (market, world, random) => {
  const worker = world.anyWorker(random);
  const hit = world.any(world.hits, random);
  if (!hit) return;
  const made = await market.run([`hit/${hit}`], (tx) => acceptAssignment(tx, { worker, hit }));
  world.acknowledge('assignment', made.id, [
    'Accepted',
    'Submitted',
    'Approved',
    'Rejected',
    'Returned',
    'Abandoned',
  ]);
  world.mustSee(market, worker, hit);
  world.assignments.push({ id: made.id, worker, hit });
};

const finish: Action = async (market, world, random) => {
  const own = world.any(world.assignments, random);
  if (!own) return;
  const assignment = own.id;
  const by = { worker: own.worker, assignment };
  const queue = [`hit/${own.hit}`];
  switch (random.int(5)) {
    case 0:
      await market.run(queue, (tx) => returnAssignment(tx, by));
      return world.acknowledge('assignment', assignment, ['Returned']);
    case 1:
      await market.run(queue, (tx) => approveAssignment(tx, { assignment }));
      return world.acknowledge('assignment', assignment, ['Approved']);
    case 2:
      await market.run(queue, (tx) => rejectAssignment(tx, { assignment, feedback: 'no' }));
      return world.acknowledge('assignment', assignment, ['Rejected', 'Approved']);
    default:
      await market.run(queue, (tx) => submitAssignment(tx, { ...by, answer }));
      return world.acknowledge('assignment', assignment, ['Submitted', 'Approved', 'Rejected']);
  }
};

const ask: Action = async (market, world, random) => {
  const type = world.any(world.types, random);
  if (!type) return;
  const worker = world.anyWorker(random);
  const { request } = await market.run([], (tx) => askForQualification(tx, { worker, type: type.id }));
  world.acknowledge('qualificationRequest', request.id);
  world.requests.push({ id: request.id, worker });
};

const settleRequest: Action = async (market, world, random) => {
  const request = world.any(world.requests, random);
  if (!request) return;
  const id = request.id;
  const chosen = random.int(3);
  await market.run([], async (tx) => {
    if (chosen === 0) await submitTest(tx, { worker: request.worker, request: id, answer });
    else if (chosen === 1) await acceptQualificationRequest(tx, { request: id, value: random.int(10) });
    else await rejectQualificationRequest(tx, { request: id, reason: 'no' });
  });
};

const give: Action = async (market, world, random) => {
  const type = world.any(world.types, random);
  if (!type) return;
  const worker = world.anyWorker(random);
  await market.run([], (tx) =>
    random.chance(0.6)
      ? assignQualification(tx, { worker, type: type.id, value: random.int(10), mail: random.chance(0.5) })
      : revokeQualification(tx, { worker, type: type.id, reason: 'storm' }),
  );
};

const change: Action = async (market, world, random) => {
  const hit = world.any(world.hits, random);
  if (!hit) return;
  const chosen = random.int(6);
  await market.run([`hit/${hit}`], async (tx) => {
    if (chosen === 0) return expireHit(tx, hit);
    if (chosen === 1)
      return extendHit(tx, { hit, expireAt: tx.now + random.int(7200) * second + 60 * second });
    if (chosen === 2) return extendHit(tx, { hit, additionalAssignments: 1 + random.int(2) });
    if (chosen === 3) return disposeHit(tx, hit);
    return reviewHit(tx, { hit, revert: chosen === 4 });
  });
};

const people: Action = async (market, world, random) => {
  const worker = world.anyWorker(random);
  const requester = world.anyRequester(random);
  const own = world.any(world.assignments, random);
  const chosen = random.int(4);
  await market.run([], async (tx) => {
    if (chosen === 0) await blockWorker(tx, { requester, worker, reason: 'storm' });
    else if (chosen === 1) await unblockWorker(tx, { requester, worker });
    else if (chosen === 2)
      await changeWorker(tx, { worker, masters: random.chance(0.5), adult: random.chance(0.5) });
    else if (own) {
      const record = await tx.get('assignment', own.id);
      if (record)
        await sendBonus(tx, {
          requester: record.requester,
          worker: own.worker,
          assignment: own.id,
          amountMills: 100,
          reason: 'storm',
        });
    }
  });
};

/** What happens, and how often. */
export const actions: readonly (readonly [weight: number, action: Action])[] = [
  [4, post],
  [2, createType],
  [1, deleteType],
  [10, accept],
  [10, finish],
  [6, ask],
  [4, settleRequest],
  [5, give],
  [5, change],
  [3, people],
];
