import { createServer } from 'node:http';
import { createApp } from '../../server/app.ts';
import { standardConfig } from '../../server/config.ts';
import { approvalRateTypeId, hitsApprovedTypeId, localeTypeId } from '../../server/contract/system-types.ts';
import { portOf } from '../../server/http/listen.ts';
import { createWorker } from '../../server/lifecycle/worker.ts';
import { findOperation } from '../../server/operations/index.ts';
import { openMemoryStore } from '../../server/store/memory-store.ts';
import { newHit } from '../requester-api/calls.ts';
import { newPeople, newRules, type Person, type Rule } from './world.ts';

/** Our server with its people and HITs, or with a body as argument a server that answers just that; in a process of its own. */

export interface Served {
  readonly port: number;
  readonly workers: readonly string[];
  readonly hits: readonly string[];
  /** What each worker shows. */
  readonly people: readonly Person[];
}

const [body] = process.argv.slice(2);
process.send?.(await (body === undefined ? serveOurs() : serveBody(body)));

function serveBody(body: string): Promise<Served> {
  const length = Buffer.byteLength(body);
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': length });
    response.end(body);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({ port: portOf(server), workers: [], hits: [], people: [] });
    });
  });
}

async function serveOurs(): Promise<Served> {
  const config = { ...standardConfig(), port: 0, store: 'memory', population: 0 } as const;
  const app = await createApp({ store: openMemoryStore(), config, wallTime: Date.now });
  const market = await app.openDefault();
  const workers: string[] = [];
  const people: Person[] = [];
  for (const [seed, { approved, rejected, country }] of newPeople().entries()) {
    const spec = { seed, approved, rejected, locale: { country } };
    const { id, approvalRate } = await market.run([], (tx) => createWorker(tx, spec));
    workers.push(id);
    people.push({ approvalRate, hitsApproved: approved, country });
  }
  const hits: string[] = [];
  for (const rule of newRules()) hits.push(await market.run([], (tx) => postHit(rule, tx)));
  await app.listen();
  return { port: portOf(app.http), workers, hits, people };
}

type Context = Parameters<NonNullable<ReturnType<typeof findOperation>>['run']>[1];

async function postHit(rule: Rule, tx: Context['tx']): Promise<string> {
  const input = {
    ...newHit,
    QualificationRequirements: [
      requirement(approvalRateTypeId, 'GreaterThanOrEqualTo', rule.approvalRate),
      requirement(hitsApprovedTypeId, 'GreaterThan', rule.hitsApproved),
      { QualificationTypeId: localeTypeId, Comparator: 'EqualTo', LocaleValues: [{ Country: rule.country }] },
    ],
  };
  const answer = await findOperation('CreateHIT')?.run(input, { tx, requester: 'DEFAULT', requestId: '' });
  return (answer as { HIT: { HITId: string } }).HIT.HITId;
}

function requirement(QualificationTypeId: string, Comparator: string, value: number) {
  return { QualificationTypeId, Comparator, IntegerValues: [value] };
}
