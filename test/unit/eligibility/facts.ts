import type {
  Fact,
  HitFact,
  HitTypeFact,
  HitTypeValue,
  HitValue,
  WorkerValue,
} from '../../../server/eligibility/facts.ts';

/** Facts of an ordinary market, of which tests say only what matters to them. */

export const ordinaryWorker: WorkerValue = {
  approvalRate: 97,
  hitsApproved: 250,
  masters: false,
  adult: false,
  locale: { country: 'US', subdivision: 'PA' },
};

export function workerFact(id: string, version: number, value: Partial<WorkerValue> = {}): Fact {
  return { kind: 'worker', id, version, value: { ...ordinaryWorker, ...value } };
}

export function hitTypeFact(id: string, version: number, value: Partial<HitTypeValue> = {}): HitTypeFact {
  const ordinary: HitTypeValue = {
    requester: 'R1',
    requesterName: 'Ada',
    title: 'Label images',
    description: 'Say what you see.',
    rewardMills: 50,
    assignmentDurationSeconds: 600,
    requirements: [],
  };
  return { kind: 'hitType', id, version, value: { ...ordinary, ...value } };
}

export function hitFact(
  id: string,
  version: number,
  value: Partial<HitValue> & { hitType: string },
): HitFact {
  const ordinary = { status: 'Assignable', available: 1, expired: false, createdAt: 1000 } as const;
  return { kind: 'hit', id, version, value: { ...ordinary, ...value } };
}
