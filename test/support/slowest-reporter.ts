import type { Reporter, TestModule } from 'vitest/node';

const shown = 12;
const noticeableMs = 300;

/** Prints the slowest tests of a run before the runner's own summary. */
export class SlowestReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const timed = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => ({
        ms: test.diagnostic()?.duration ?? 0,
        title: `${module.relativeModuleId} > ${test.fullName}`,
      })),
    );
    const slowest = timed
      .filter(({ ms }) => ms >= noticeableMs)
      .sort((a, b) => b.ms - a.ms)
      .slice(0, shown);
    if (slowest.length === 0) return;
    console.log('\n Slowest tests');
    for (const { ms, title } of slowest) console.log(`  ${(ms / 1000).toFixed(1).padStart(6)} s  ${title}`);
  }
}
