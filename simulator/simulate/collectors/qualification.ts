import type { Simulation } from '../simulation.ts';
import { type Collector, shareOf } from './collector.ts';

/** The way through the study's test: asked, took it, passed, worked (F4). */
export function qualification(simulation: Simulation): Collector {
  const asked = new Set<string>();
  const scores = new Map<string, number>();
  return {
    follow({ events }) {
      const type = simulation.study?.testType;
      if (type === undefined) return;
      for (const event of events) {
        if (event.qualificationType !== type) continue;
        if (event.type === 'request:asked') asked.add(event.worker as string);
        if (event.type === 'qualification:granted' || event.type === 'qualification:updated')
          scores.set(event.worker as string, event.value as number);
      }
    },
    finish({ assignments }) {
      const { test } = simulation.scenario.requirements;
      if (!test) return { measures: {} };
      const bar = Math.ceil((test.questions * test.passPercent) / 100);
      const passed = [...scores].flatMap(([worker, score]) => (score >= bar ? [worker] : []));
      const workers = new Set(
        assignments.flatMap(({ submittedAt, worker }) => (submittedAt === undefined ? [] : [worker])),
      );
      const histogram = new Array<number>(test.questions + 1).fill(0);
      for (const score of scores.values()) histogram[score] = (histogram[score] as number) + 1;
      return {
        measures: {
          testsAsked: asked.size,
          testsTaken: scores.size,
          testsPassed: passed.length,
          passRate: shareOf(passed.length, scores.size),
          testedWorked: passed.filter((worker) => workers.has(worker)).length,
        },
        details: { testScores: { bar, workers: histogram } },
      };
    },
  };
}
