import type { Requirement } from '../../server/contract/entities.ts';
import { approvalRateTypeId, hitsApprovedTypeId, localeTypeId } from '../../server/contract/system-types.ts';
import { accessWhenUnmet, rank } from '../../server/domain/access.ts';
import { typeId, type World } from './world.ts';

const ops = ['LessThan', 'LessThanOrEqualTo', 'GreaterThan', 'GreaterThanOrEqualTo', 'EqualTo', 'NotEqualTo'];

/**
 * The plainest code for the same question: one typed array per value, -1 for a missing one, and a loop over
 * each HIT's requirements. It knows no obstacles but requirements.
 */
export class PlainChecks {
  readonly columns: Int32Array[];
  /** By HIT, [column, operator, value, level if unmet] for each requirement. */
  readonly programs: Int32Array[];

  constructor(world: Pick<World, 'workers' | 'held' | 'requirements'>) {
    const countries = new Map<string, number>();
    const countryOf = (name: string) => countries.get(name) ?? countries.set(name, countries.size).size - 1;
    this.columns = [
      Int32Array.from(world.workers, (one) => one.approvalRate),
      Int32Array.from(world.workers, (one) => one.hitsApproved),
      Int32Array.from(world.workers, (one) => countryOf(one.locale.country)),
      ...world.held,
    ];
    const columnOf = new Map<string, number>([
      [approvalRateTypeId, 0],
      [hitsApprovedTypeId, 1],
      [localeTypeId, 2],
      ...world.held.map((_, type): [string, number] => [typeId(type), 3 + type]),
    ]);
    const words = (one: Requirement) => [
      columnOf.get(one.QualificationTypeId) as number,
      ops.indexOf(one.Comparator),
      one.IntegerValues?.[0] ?? countryOf(one.LocaleValues?.[0]?.Country ?? ''),
      rank(accessWhenUnmet[one.ActionsGuarded]),
    ];
    this.programs = world.requirements.map((set) => Int32Array.from(set.flatMap(words)));
  }

  check(worker: number, hit: number): number {
    const program = this.programs[hit] as Int32Array;
    let level = 3;
    for (let at = 0; at < program.length; at += 4) {
      const value = (this.columns[program[at] as number] as Int32Array)[worker] as number;
      if (value < 0 || !holds(program[at + 1] as number, value, program[at + 2] as number)) {
        level = Math.min(level, program[at + 3] as number);
      }
    }
    return level;
  }
}

function holds(op: number, value: number, wanted: number): boolean {
  switch (op) {
    case 0:
      return value < wanted;
    case 1:
      return value <= wanted;
    case 2:
      return value > wanted;
    case 3:
      return value >= wanted;
    case 4:
      return value === wanted;
    default:
      return value !== wanted;
  }
}
