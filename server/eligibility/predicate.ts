import type { Environment, Requirement } from '../contract/entities.ts';
import { type SystemValue, systemValueOf } from '../contract/system-types.ts';
import { accessWhenUnmet, rank } from '../domain/access.ts';
import {
  anyHeld,
  between,
  type Intervals,
  intersection,
  missing,
  nothing,
  onlyMissing,
  otherHeld,
  union,
} from './intervals.ts';
import { LocaleCodes } from './locale-codes.ts';
import { Numbering } from './numbering.ts';

/** Numbers of what workers have: the system values, then a requester's own types from `firstOwn` on. */
export const attributes = {
  approvalRate: 0,
  hitsApproved: 1,
  locale: 2,
  masters: 3,
  adult: 4,
} as const satisfies Record<SystemValue, number>;
export const firstOwn = 5;
/** What Masters counts as where it is held: it has no value of its own (Q87). */
export const mastersHeld = 0;

/** What one requirement asks, or several of one type that guard the same: a value of the attribute that lies in `passes`. */
export interface Predicate {
  readonly attribute: number;
  readonly passes: Intervals;
}

/** A predicate, and the level (0-2) that is left to a worker who fails it. */
export interface Clause extends Predicate {
  readonly cap: number;
}

export function predicateKey(predicate: Predicate): string {
  return `${predicate.attribute}:${predicate.passes.join()}`;
}

/** Turns the words of requirements into numbers. */
export class Vocabulary {
  readonly environment: Environment;
  readonly types = new Numbering();
  readonly locales = new LocaleCodes();

  constructor(environment: Environment) {
    this.environment = environment;
  }

  attributeOf(typeId: string): number {
    const system = systemValueOf(typeId, this.environment);
    return system ? attributes[system] : firstOwn + this.types.intern(typeId);
  }

  predicateOf(requirement: Requirement): Predicate {
    const attribute = this.attributeOf(requirement.QualificationTypeId);
    return { attribute, passes: inDomain(attribute, this.#passes(requirement, attribute)) };
  }

  /** The clauses of a set: those of one attribute and guard are one, those that all workers pass are none. */
  clausesOf(requirements: readonly Requirement[]): Clause[] {
    const merged = new Map<string, Clause>();
    for (const requirement of requirements) {
      const { attribute, passes } = this.predicateOf(requirement);
      const cap = rank(accessWhenUnmet[requirement.ActionsGuarded]);
      const key = `${cap}:${attribute}`;
      const same = merged.get(key);
      merged.set(key, { attribute, cap, passes: same ? intersection(same.passes, passes) : passes });
    }
    return [...merged.values()].filter((clause) => !isCertain(clause)).sort(byCapThenAttribute);
  }

  #passes(requirement: Requirement, attribute: number): Intervals {
    if (requirement.Comparator === 'Exists') return anyHeld;
    if (requirement.Comparator === 'DoesNotExist') return onlyMissing;
    if (attribute === attributes.masters) return nothing;
    const wanted = this.#wanted(requirement, attribute);
    const first = requirement.IntegerValues?.[0] ?? 0;
    switch (requirement.Comparator) {
      case 'LessThan':
        return between(Number.NEGATIVE_INFINITY, first - 1);
      case 'LessThanOrEqualTo':
        return between(Number.NEGATIVE_INFINITY, first);
      case 'GreaterThan':
        return between(first + 1, Number.POSITIVE_INFINITY);
      case 'GreaterThanOrEqualTo':
        return between(first, Number.POSITIVE_INFINITY);
      case 'EqualTo':
      case 'In':
        return wanted;
      case 'NotEqualTo':
      case 'NotIn':
        return otherHeld(wanted);
    }
  }

  #wanted(requirement: Requirement, attribute: number): Intervals {
    if (attribute !== attributes.locale) {
      return union((requirement.IntegerValues ?? []).map((value) => between(value, value)));
    }
    return union((requirement.LocaleValues ?? []).map((place) => this.locales.rangeOf(place)));
  }
}

const mastersDomain: Intervals = [missing, missing, mastersHeld, mastersHeld];
const adultDomain: Intervals = [0, 1];

/** Keeps the values that a worker can have at all, so that predicates which come to the same are the same. */
function inDomain(attribute: number, passes: Intervals): Intervals {
  if (attribute === attributes.masters) return intersection(passes, mastersDomain);
  return attribute === attributes.adult ? intersection(passes, adultDomain) : passes;
}

/** Q95: all workers have all system values but Masters. */
function isCertain({ attribute, passes }: Predicate): boolean {
  if (attribute >= firstOwn || attribute === attributes.masters) return false;
  const all = attribute === attributes.adult ? adultDomain : anyHeld;
  return passes.length === 2 && passes[0] === all[0] && passes[1] === all[1];
}

function byCapThenAttribute(a: Clause, b: Clause): number {
  return a.cap - b.cap || a.attribute - b.attribute;
}
