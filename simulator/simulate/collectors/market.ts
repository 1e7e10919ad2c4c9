import type { WorkerRecord } from '../../../server/contract/records.ts';
import { hourMs } from '../../population/local-time.ts';
import type { Simulation } from '../simulation.ts';
import { type Collector, rounded } from './collector.ts';

/** What went on in the market as a whole. */
export function marketActivity(simulation: Simulation): Collector {
  let looks = 0;
  let onlineSum = 0;
  /** By hour of the run: mean number on line. */
  const online: { sum: number; looks: number }[] = [];
  const before = { commands: simulation.commands(), events: simulation.market.position };
  return {
    look(at) {
      const hour = Math.floor((at - simulation.scenario.startsAt) / hourMs);
      online[hour] ??= { sum: 0, looks: 0 };
      online[hour].sum += simulation.people.online;
      online[hour].looks++;
      onlineSum += simulation.people.online;
      looks++;
    },
    async finish() {
      return {
        measures: {
          meanOnline: looks === 0 ? null : rounded(onlineSum / looks),
          commands: simulation.commands() - before.commands,
          events: simulation.market.position - before.events,
          submissions: await submissionsSince(simulation),
        },
        details: {
          online: online.map(({ sum, looks: count }) => rounded(sum / count)),
        },
      };
    },
  };
}

/** Submissions of all workers beyond what their accounts brought along. */
async function submissionsSince({ market, arrivals }: Simulation): Promise<number> {
  let submitted = 0;
  for await (const [, { value }] of market.namespace.scan('worker/'))
    submitted += (value as WorkerRecord).submitted;
  return submitted - arrivals.submittedBefore;
}
