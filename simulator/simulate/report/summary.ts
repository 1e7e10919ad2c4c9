import type { Results } from '../results.ts';

export function summaryLines(results: Results): string[] {
  return [results.about];
}
