import { type Asked, agree, answers, freePort, onOneCore, type Peer, post, stop } from './peer.ts';
import type { Pair, Person } from './world.ts';

const openFgaModel = {
  schema_version: '1.1',
  type_definitions: [
    { type: 'worker' },
    {
      type: 'hit',
      relations: { acceptor: { this: {} } },
      metadata: {
        relations: {
          acceptor: {
            directly_related_user_types: [{ type: 'worker', wildcard: {}, condition: 'meets' }],
          },
        },
      },
    },
  ],
  conditions: {
    meets: {
      name: 'meets',
      expression: 'rate >= least_rate && approved > below_approved && country == wanted_country',
      parameters: {
        rate: { type_name: 'TYPE_NAME_INT' },
        approved: { type_name: 'TYPE_NAME_INT' },
        country: { type_name: 'TYPE_NAME_STRING' },
        least_rate: { type_name: 'TYPE_NAME_INT' },
        below_approved: { type_name: 'TYPE_NAME_INT' },
        wanted_country: { type_name: 'TYPE_NAME_STRING' },
      },
    },
  },
};
/** The most that it takes at a time. */
const openFgaBatchChecks = 50;
const openFgaWrites = 100;

export async function startOpenFga(program: string, { people, rules, pairs }: Asked): Promise<Peer> {
  const [port, grpcPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const server = onOneCore(program, [
    ...['run', '--datastore-engine=memory', '--playground-enabled=false', '--metrics-enabled=false'],
    ...['--log-level=error', `--http-addr=127.0.0.1:${port}`, `--grpc-addr=127.0.0.1:${grpcPort}`],
  ]);
  await answers(`${url}/healthz`);
  const { id } = await post<{ id: string }>(url, { path: '/stores', body: { name: 'bench' } });
  const store = `/stores/${id}`;
  const model = await post<{ authorization_model_id: string }>(url, {
    path: `${store}/authorization-models`,
    body: openFgaModel,
  });
  const tuples = rules.map(({ approvalRate, hitsApproved, country }, hit) => ({
    user: 'worker:*',
    relation: 'acceptor',
    object: `hit:${hit}`,
    condition: {
      name: 'meets',
      context: { least_rate: approvalRate, below_approved: hitsApproved, wanted_country: country },
    },
  }));
  for (let from = 0; from < tuples.length; from += openFgaWrites) {
    const writes = { tuple_keys: tuples.slice(from, from + openFgaWrites) };
    await post(url, { path: `${store}/write`, body: { writes, ...model } });
  }
  const question = ([worker, hit]: Pair) => {
    const { approvalRate, hitsApproved, country } = people[worker] as Person;
    return {
      tuple_key: { user: `worker:${worker}`, relation: 'acceptor', object: `hit:${hit}` },
      context: { rate: approvalRate, approved: hitsApproved, country },
    };
  };
  const ask = (pair: Pair) => ({ path: `${store}/check`, body: { ...question(pair), ...model } });
  await agree(pairs, people, rules, async (pair) => {
    const { allowed } = await post<{ allowed: boolean }>(url, ask(pair));
    return allowed;
  });
  const batch = (number: number) => {
    const from = number * openFgaBatchChecks;
    const checks = pairs
      .slice(from, from + openFgaBatchChecks)
      .map((pair, at) => ({ ...question(pair), correlation_id: `c${at}` }));
    return { path: `${store}/batch-check`, body: { checks, ...model } };
  };
  return {
    name: 'OpenFGA',
    url,
    single: pairs.map(ask),
    batches: Array.from({ length: Math.floor(pairs.length / openFgaBatchChecks) }, (_, at) => batch(at)),
    batchChecks: openFgaBatchChecks,
    fasterBy: { single: 10, batch: 150 },
    close: () => stop(server),
  };
}
