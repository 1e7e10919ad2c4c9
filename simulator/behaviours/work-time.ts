import type { Random } from '../engine/random.ts';

/** Seconds that one task takes a worker: lognormal around its usual length over the worker's speed. */
export function workSeconds(taskSeconds: number, speed: number, sigma: number, random: Random): number {
  return random.lognormal(taskSeconds / speed, sigma);
}

/** Mean seconds for a question by length of the survey (P29): questions, seconds, and how far low and high pay move them. */
const byLength = [
  { questions: 28, seconds: 11.5, low: 10 / 11.5, high: 13.2 / 11.5 },
  { questions: 65, seconds: 10, low: 0.92, high: 1.06 },
  { questions: 108, seconds: 8.3, low: 0.95, high: 1.03 },
] as const;
/** Hourly pay, US dollars, that the low, middle and high cells of P29 stand for. */
const payCells = { low: 1.8, middle: 3.5, high: 5 };

/** Seconds that an ordinary worker needs for a survey: fewer for each question the longer it is, more where it pays better (P29). */
export function surveySeconds(questions: number, payPerHour: number): number {
  const [short, middle, long] = byLength;
  const at = Math.min(long.questions, Math.max(short.questions, questions));
  const [from, to] = at <= middle.questions ? [short, middle] : [middle, long];
  const way = (at - from.questions) / (to.questions - from.questions);
  const between = (key: 'seconds' | 'low' | 'high') => from[key] + way * (to[key] - from[key]);
  return questions * between('seconds') * payFactor(payPerHour, between('low'), between('high'));
}

function payFactor(payPerHour: number, low: number, high: number): number {
  const { low: lowPay, middle, high: highPay } = payCells;
  const pay = Math.min(highPay, Math.max(lowPay, payPerHour));
  return pay <= middle
    ? low + ((1 - low) * (pay - lowPay)) / (middle - lowPay)
    : 1 + ((high - 1) * (pay - middle)) / (highPay - middle);
}
