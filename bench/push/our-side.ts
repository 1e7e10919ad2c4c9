import { createApp } from '../../server/app.ts';
import { standardConfig } from '../../server/config.ts';
import { portOf } from '../../server/http/listen.ts';
import { assignQualification } from '../../server/lifecycle/qualification.ts';
import { createWorker } from '../../server/lifecycle/worker.ts';
import { findOperation } from '../../server/operations/index.ts';
import { openMemoryStore } from '../../server/store/memory-store.ts';
import { newHit } from '../requester-api/calls.ts';
import type { Side } from './side.ts';

/** The whole server over the memory store, with workers who each hold a Qualification of a type that no HIT asks for. */
export async function ourSide(count: number): Promise<Side> {
  const config = { ...standardConfig(), port: 0, store: 'memory', population: 0 } as const;
  const app = await createApp({
    store: openMemoryStore(),
    config: { ...config, connectionsPerAddress: count + 10 },
    wallTime: Date.now,
  });
  const market = await app.openDefault();
  await app.listen();
  const call = (name: string, input: object) =>
    market.run([], async (tx) => {
      const answer = await findOperation(name)?.run(input, { tx, requester: 'DEFAULT', requestId: '' });
      return answer as Record<string, Record<string, string>>;
    });
  const made = await call('CreateQualificationType', {
    Name: 'Bench',
    Description: 'd',
    QualificationTypeStatus: 'Active',
  });
  const type = made.QualificationType?.QualificationTypeId ?? '';
  const workers: string[] = [];
  const change = (worker: number, value: number) =>
    market.run([], (tx) =>
      assignQualification(tx, { worker: workers[worker] as string, type, value, mail: false }),
    );
  for (let number = 0; number < count; number++) {
    const spec = { seed: number, locale: { country: 'US' } };
    workers.push((await market.run([], (tx) => createWorker(tx, spec))).id);
    await change(number, 1);
  }
  const open = { ...newHit, QualificationRequirements: [] };
  const hit = (await call('CreateHIT', newHit)).HIT?.HITId ?? '';
  let posted = 0;
  return {
    ready: { port: portOf(app.http), workers, ask: ['eligibility:check', { hit }] },
    change,
    broadcast: () => call('CreateHIT', { ...open, Title: `Name the colour ${posted++}` }),
  };
}
