import { type Pattern, readRegex } from './regex-syntax.ts';

/**
 * Matches a requester's AnswerFormatRegex against a worker's answer. JavaScript's own engine tries one way after
 * the other and may take years over twenty characters, in the middle of a server; here all ways go along
 * together, and the number of steps is bounded.
 */

/** What is left to spend on one submission, however many expressions its form has. */
export interface StepBudget {
  steps: number;
}

/** Some tenths of a second. Ordinary answers to ordinary expressions take hundreds of steps. */
const submissionStepsMax = 1_000_000;

export function newStepBudget(): StepBudget {
  return { steps: submissionStepsMax };
}

/** `unchecked`: the expression is none that can be read (see `readRegex`), or would take too long. */
export type FormatResult = 'matches' | 'differs' | 'unchecked';

/** Whether the expression is found anywhere in the text, as `RegExp.test` would say. */
export function matchFormat(
  regex: string,
  ignoreCase: boolean,
  text: string,
  budget: StepBudget,
): FormatResult {
  if (budget.steps <= text.length) return 'unchecked';
  const pattern = readRegex(regex, ignoreCase);
  if (pattern === undefined) return 'unchecked';
  try {
    const everywhere = new Set(Array.from({ length: text.length + 1 }, (_, position) => position));
    return ends(pattern, everywhere, { text, budget }).size > 0 ? 'matches' : 'differs';
  } catch (error) {
    if (error instanceof TooManySteps) return 'unchecked';
    throw error;
  }
}

class TooManySteps extends Error {}

interface Match {
  readonly text: string;
  readonly budget: StepBudget;
}

/** Where the pattern can end if it begins at one of `starts`. */
function ends(pattern: Pattern, starts: ReadonlySet<number>, match: Match): ReadonlySet<number> {
  match.budget.steps -= 1 + starts.size;
  if (match.budget.steps < 0) throw new TooManySteps();
  switch (pattern.kind) {
    case 'unit':
      return unitEnds(pattern.accepts, starts, match.text);
    case 'sequence':
      return pattern.parts.reduce((from, part) => (from.size === 0 ? from : ends(part, from, match)), starts);
    case 'choice':
      return new Set(pattern.options.flatMap((option) => [...ends(option, starts, match)]));
    case 'repeat':
      return repeatEnds(pattern, starts, match);
    case 'ahead':
      return where(starts, (at) => ends(pattern.part, new Set([at]), match).size > 0 !== pattern.negative);
    case 'start':
      return where(starts, (at) => at === 0);
    case 'end':
      return where(starts, (at) => at === match.text.length);
    case 'boundary':
      return where(starts, (at) => atBoundary(match.text, at));
    case 'notBoundary':
      return where(starts, (at) => !atBoundary(match.text, at));
  }
}

function unitEnds(
  accepts: (unit: string) => boolean,
  starts: ReadonlySet<number>,
  text: string,
): Set<number> {
  const found = new Set<number>();
  for (const at of starts) if (at < text.length && accepts(text.charAt(at))) found.add(at + 1);
  return found;
}

type Repeat = Extract<Pattern, { kind: 'repeat' }>;

/** A place that was reached before is not gone on from again: fewer repetitions are left for the same way. */
function repeatEnds(
  { part, min, max }: Repeat,
  starts: ReadonlySet<number>,
  match: Match,
): ReadonlySet<number> {
  let reached = starts;
  for (let times = 0; times < min && reached.size > 0; times += 1) reached = ends(part, reached, match);
  const all = new Set(reached);
  let fresh = reached;
  for (let times = min; times < max && fresh.size > 0; times += 1) {
    fresh = where(ends(part, fresh, match), (at) => !all.has(at));
    for (const at of fresh) all.add(at);
  }
  return all;
}

function where(positions: ReadonlySet<number>, holds: (at: number) => boolean): Set<number> {
  const found = new Set<number>();
  for (const at of positions) if (holds(at)) found.add(at);
  return found;
}

function atBoundary(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at - 1)) !== /\w/.test(text.charAt(at));
}
