import type { Access, ActionsGuarded, Obstacle } from '../contract/entities.ts';
import { accessLevels } from '../contract/entities.ts';

/** The most that a worker may do who fails a requirement that guards this (Q123-Q125). */
export const accessWhenUnmet: Readonly<Record<ActionsGuarded, Access>> = {
  Accept: 'preview',
  PreviewAndAccept: 'discover',
  DiscoverPreviewAndAccept: 'none',
};

/** The most that a worker may do whom this keeps from accepting (Q127, Q132). */
export const accessDespite: Readonly<Record<Obstacle, Access>> = {
  blocked: 'preview',
  'own-hit': 'preview',
  'already-done': 'preview',
  'none-left': 'none',
  expired: 'none',
  'not-assignable': 'none',
};

/** The level's place in `accessLevels`: 0 none … 3 accept. */
export function rank(access: Access): number {
  return accessLevels.indexOf(access);
}

export function includesAccess(access: Access, wanted: Access): boolean {
  return rank(access) >= rank(wanted);
}

export function lowerAccess(a: Access, b: Access): Access {
  return rank(a) <= rank(b) ? a : b;
}

/** What is left to a worker who fails requirements that guard these: the strictest decides, none unmet allows all (Q126). */
export function accessByRequirements(unmetGuards: Iterable<ActionsGuarded>): Access {
  let access: Access = 'accept';
  for (const guard of unmetGuards) access = lowerAccess(access, accessWhenUnmet[guard]);
  return access;
}

/** The level that requirements give, lowered by all else that stands in the way. */
export function capAccess(access: Access, reasons: Iterable<Obstacle>): Access {
  let capped = access;
  for (const reason of reasons) capped = lowerAccess(capped, accessDespite[reason]);
  return capped;
}

export interface PlaceFigures {
  readonly status: 'Assignable' | 'Unassignable' | 'Reviewable' | 'Reviewing' | 'Disposed';
  /** Assignments that nobody has taken. */
  readonly available: number;
  readonly expired: boolean;
}

/** Why a HIT has no place for anybody, in the order of `obstacles`; none: it has one. */
export function placeObstacles(hit: PlaceFigures): Obstacle[] {
  const found: Obstacle[] = [];
  if (hit.available <= 0) found.push('none-left');
  if (hit.expired) found.push('expired');
  if (hit.status === 'Reviewing' || hit.status === 'Disposed') found.push('not-assignable');
  return found;
}
