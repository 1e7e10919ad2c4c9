/** What vitest's JSON reporter says, as far as it is needed here. */
export interface VitestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/**
 * The last lines of a run and its exit code: vitest's own, but that a run without a passed test proves nothing,
 * and with CI=true a skipped test is a failure.
 */
export function closing(
  code: number,
  results: VitestResults | undefined,
  isCI: boolean,
): { lines: string[]; code: number } {
  if (results === undefined) return { lines: ['failed: vitest left no results'], code: code || 1 };
  const { numPassedTests: passed } = results;
  // A file that can't even be loaded has no test that failed, yet it did.
  const failed = results.numFailedTests + results.testResults.filter(failedToLoad).length;
  const skipped = results.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'passed' && status !== 'failed');
  const reasons = [
    ...(isCI && skipped.length > 0 ? ['failed: with CI=true no test may be skipped'] : []),
    ...(passed === 0 ? ['failed: no test passed'] : []),
  ];
  return {
    lines: [
      ...skipped.map(({ fullName }) => `skipped: ${fullName}`),
      ...reasons,
      `${passed} passed, ${failed} failed, ${skipped.length} skipped`,
    ],
    code: code || (reasons.length > 0 ? 1 : 0),
  };
}

function failedToLoad({ status, assertionResults }: VitestResults['testResults'][number]): boolean {
  return status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
}
