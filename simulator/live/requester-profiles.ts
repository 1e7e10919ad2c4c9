import type { QualificationRequirementInput } from '../../server/contract/entities.ts';
import { approvalRateTypeId, hitsApprovedTypeId, localeTypeId } from '../../server/contract/system-types.ts';

/** One simulated requester: its account, its own Qualification and what it demands. */
export interface RequesterProfile {
  /** Access key id. */
  readonly id: string;
  readonly name: string;
  /** Numbers of `taskKinds` that it posts. */
  readonly tasks: readonly number[];
  readonly qualification: {
    readonly name: string;
    readonly description: string;
    /** How it is had: by asking alone, by a test, or by the requester's decision. */
    readonly granted: 'automatically' | 'by test' | 'by hand';
  };
  /** Sets of requirements, one of which each batch has; `own` stands for the requester's Qualification. */
  readonly requirementSets: readonly (readonly RequirementHabit[])[];
}

export type RequirementHabit = Omit<QualificationRequirementInput, 'QualificationTypeId'> & {
  readonly type: 'own' | 'masters' | { readonly id: string };
};

const rate = (percent: number): RequirementHabit => ({
  type: { id: approvalRateTypeId },
  Comparator: 'GreaterThanOrEqualTo',
  IntegerValues: [percent],
});
const approvedHits = (count: number): RequirementHabit => ({
  type: { id: hitsApprovedTypeId },
  Comparator: 'GreaterThanOrEqualTo',
  IntegerValues: [count],
});
const country = (...codes: string[]): RequirementHabit => ({
  type: { id: localeTypeId },
  Comparator: 'In',
  LocaleValues: codes.map((Country) => ({ Country })),
});
const own = (
  value: number,
  ActionsGuarded: RequirementHabit['ActionsGuarded'] = 'Accept',
): RequirementHabit => ({
  type: 'own',
  Comparator: 'GreaterThanOrEqualTo',
  IntegerValues: [value],
  ActionsGuarded,
});
const masters: RequirementHabit = { type: 'masters', Comparator: 'Exists' };

/** Habits of requirements as researchers and companies had them: open, the usual bars, own Qualifications at each guard. */
export const requesterProfiles: readonly RequesterProfile[] = [
  {
    id: 'SIMTRANSCRIBERS',
    name: 'Clear Words Transcription',
    tasks: [0],
    qualification: {
      name: 'Transcription style guide',
      description: 'You have read how we punctuate.',
      granted: 'automatically',
    },
    requirementSets: [[], [own(1)], [own(1), rate(95)]],
  },
  {
    id: 'SIMVISIONLAB',
    name: 'Street Vision Lab',
    tasks: [1],
    qualification: {
      name: 'Careful image labeller',
      description: 'Two questions show that you look closely.',
      granted: 'by test',
    },
    requirementSets: [[], [own(10, 'PreviewAndAccept')], [own(20, 'DiscoverPreviewAndAccept')]],
  },
  {
    id: 'SIMDIRECTORY',
    name: 'Corner Shop Directory',
    tasks: [2, 3],
    qualification: {
      name: 'Trusted researcher',
      description: 'Given to people whose work we know.',
      granted: 'by hand',
    },
    requirementSets: [[rate(90)], [own(1, 'DiscoverPreviewAndAccept')], [rate(98), approvedHits(1000)]],
  },
  {
    id: 'SIMUNIVERSITY',
    name: 'Decision Study Group',
    tasks: [4],
    qualification: {
      name: 'English reading',
      description: 'Two questions about good English.',
      granted: 'by test',
    },
    requirementSets: [
      [country('US'), rate(95), approvedHits(100)],
      [country('US', 'CA', 'GB')],
      [own(10, 'DiscoverPreviewAndAccept')],
    ],
  },
  {
    id: 'SIMFORUMCARE',
    name: 'Forum Care',
    tasks: [5, 3],
    qualification: {
      name: 'Content moderation',
      description: 'You know our rules for posts.',
      granted: 'automatically',
    },
    requirementSets: [[masters], [own(1, 'PreviewAndAccept')], [rate(99)]],
  },
];
