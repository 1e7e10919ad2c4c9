import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Requirement } from '../../server/contract/entities.ts';
import { approvalRateTypeId, hitsApprovedTypeId, localeTypeId } from '../../server/contract/system-types.ts';
import { EligibilityIndex } from '../../server/eligibility/eligibility-index.ts';
import { atLeast, type Row } from '../table.ts';
import { addHits, seededChance, threeRequirements, typeId, worker, workerId } from './world.ts';

const folder = `${import.meta.dirname}/..`;
const workers = 1000;
const hits = 100;
const types = 5;

/** A worker as a rule engine gets one: a plain object, without what the worker has not. */
type Person = Readonly<Record<string, number | string>>;

/** One comparison, by name. */
interface Rule {
  readonly name: string;
  readonly op: '>=' | '>' | '==';
  readonly value: number | string;
}

/** Compiles a HIT's rules once; answers whether a person meets them all. */
type Compile = (rules: readonly Rule[]) => (person: Person) => boolean | Promise<boolean>;

interface Peer {
  readonly name: string;
  readonly fasterBy: number;
  /** Checks of one run. */
  readonly count: number;
  load(): Promise<Compile>;
}

/** Modules without types of ours: they are installed only where the benchmark runs. */
const module = async <T>(name: string) => (await import(name)) as T;

const peers: readonly Peer[] = [
  {
    name: 'json-rules-engine',
    fasterBy: 500,
    count: 10_000,
    async load() {
      interface Engine {
        addRule(rule: object): void;
        run(facts: object): Promise<{ events: unknown[] }>;
      }
      const { Engine } = await module<{ Engine: new (rules: [], options: object) => Engine }>(
        'json-rules-engine',
      );
      const operators = { '>=': 'greaterThanInclusive', '>': 'greaterThan', '==': 'equal' };
      return (rules) => {
        const engine = new Engine([], { allowUndefinedFacts: true });
        const all = rules.map(({ name, op, value }) => ({ fact: name, operator: operators[op], value }));
        engine.addRule({ conditions: { all }, event: { type: 'may' } });
        return async (person) => (await engine.run(person)).events.length > 0;
      };
    },
  },
  {
    name: 'casbin',
    fasterBy: 100,
    count: 20_000,
    async load() {
      interface Enforcer {
        enforceSync(person: Person): boolean;
      }
      const { newEnforcer, newModelFromString } = await module<{
        newEnforcer(model: unknown): Promise<Enforcer>;
        newModelFromString(text: string): unknown;
      }>('casbin');
      const made = new Map<string, Enforcer>();
      const textOf = (rules: readonly Rule[]) =>
        rules.map(({ name, op, value }) => `r.sub.${name} ${op} ${JSON.stringify(value)}`).join(' && ');
      const model = (matcher: string) =>
        newModelFromString(
          `[request_definition]\nr = sub\n[policy_definition]\np = sub\n[policy_effect]\ne = some(where (p.eft == allow))\n[matchers]\nm = ${matcher}\n`,
        );
      for (const rules of hitRules()) made.set(textOf(rules), await newEnforcer(model(textOf(rules))));
      return (rules) => {
        const enforcer = made.get(textOf(rules)) as Enforcer;
        return (person) => enforcer.enforceSync(person);
      };
    },
  },
  {
    name: 'CASL',
    fasterBy: 20,
    count: 100_000,
    async load() {
      const { createMongoAbility, subject } = await module<{
        createMongoAbility(rules: object[]): { can(action: string, what: unknown): boolean };
        subject(type: string, value: object): unknown;
      }>('@casl/ability');
      return (rules) => {
        const ability = createMongoAbility([
          { action: 'accept', subject: 'Worker', conditions: mongo(rules) },
        ]);
        return (person) => ability.can('accept', subject('Worker', person));
      };
    },
  },
  {
    name: 'sift',
    fasterBy: 10,
    count: 100_000,
    async load() {
      const { default: sift } = await module<{ default(query: object): (person: Person) => boolean }>('sift');
      return (rules) => sift(mongo(rules));
    },
  },
  {
    name: 'json-logic-engine, built',
    fasterBy: 2,
    count: 100_000,
    async load() {
      interface LogicEngine {
        build(rule: object): (person: Person) => boolean;
      }
      const { LogicEngine } = await module<{ LogicEngine: new () => LogicEngine }>('json-logic-engine');
      const engine = new LogicEngine();
      return (rules) =>
        engine.build({ and: rules.map(({ name, op, value }) => ({ [op]: [{ var: name }, value] })) });
    },
  },
];

function mongo(rules: readonly Rule[]): object {
  const operators = { '>=': '$gte', '>': '$gt', '==': '$eq' };
  return Object.fromEntries(rules.map(({ name, op, value }) => [name, { [operators[op]]: value }]));
}

const names = new Map([
  [approvalRateTypeId, 'rate'],
  [hitsApprovedTypeId, 'approved'],
  [localeTypeId, 'country'],
  ...Array.from({ length: types }, (_, type): [string, string] => [typeId(type), `own${type}`]),
]);

/** All of them guard accepting alone, since a rule engine answers yes or no. */
function hitRequirements(): Requirement[][] {
  const chance = seededChance(5);
  return Array.from({ length: hits }, () =>
    threeRequirements(chance, types).map((one) => ({ ...one, ActionsGuarded: 'Accept' })),
  );
}

function hitRules(): Rule[][] {
  const ops = { GreaterThanOrEqualTo: '>=', GreaterThan: '>', EqualTo: '==' } as const;
  return hitRequirements().map((set) =>
    set.map((one) => ({
      name: names.get(one.QualificationTypeId) as string,
      op: ops[one.Comparator as keyof typeof ops],
      value: one.IntegerValues?.[0] ?? one.LocaleValues?.[0]?.Country ?? '',
    })),
  );
}

/** The same people as objects and in an index. */
function people(): { persons: Person[]; index: EligibilityIndex } {
  const chance = seededChance(9);
  const index = new EligibilityIndex({ environment: 'sandbox' });
  let version = 0;
  const persons = Array.from({ length: workers }, (_, at) => {
    const value = worker(chance);
    const person: Record<string, number | string> = {
      rate: value.approvalRate,
      approved: value.hitsApproved,
      country: value.locale.country,
    };
    index.apply([{ kind: 'worker', id: workerId(at), version: ++version, value }]);
    for (let type = 0; type < types; type++) {
      if (chance.share() < 0.3) continue;
      const held = chance.below(100);
      person[`own${type}`] = held;
      index.apply([
        { kind: 'qualification', worker: workerId(at), type: typeId(type), version: ++version, value: held },
      ]);
    }
    return person;
  });
  addHits(index, hitRequirements(), version);
  return { persons, index };
}

type Ask = (worker: number, hit: number) => boolean | Promise<boolean>;

/** All pairs in order, as in the other warm measurement. */
const pairs = Int32Array.from({ length: workers * hits * 2 }, (_, at) =>
  at % 2 === 0 ? Math.floor(at / 2 / hits) : (at / 2 - 0.5) % hits,
);

/** Asks pairs `from`… and answers how many may. Made anew for each side, so that none is measured with another's feedback. */
type Loop = (ask: Ask, pairs: Int32Array, from: number, to: number) => number;
const makeLoop = new Function(
  'return (ask, pairs, from, to) => { let may = 0; for (let at = from * 2; at < to * 2; at += 2) if (ask(pairs[at], pairs[at + 1])) may++; return may; }',
) as () => Loop;

/** Of one check; the best of several runs. */
function nanoseconds(ask: Ask, count: number): number {
  const loop = makeLoop();
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 12; run++) {
    const start = performance.now();
    loop(ask, pairs, 0, count);
    if (run > 3) best = Math.min(best, ((performance.now() - start) * 1e6) / count);
  }
  return best;
}

/** The same where the answer is a promise. */
async function nanosecondsAwaited(ask: Ask, count: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run++) {
    const start = performance.now();
    for (let at = 0; at < count; at++) await ask(pairs[at * 2] as number, pairs[at * 2 + 1] as number);
    best = Math.min(best, ((performance.now() - start) * 1e6) / count);
  }
  return best;
}

export async function peerRows(): Promise<Row[]> {
  if (!existsSync(`${folder}/node_modules`)) {
    const args = ['install', '--no-package-lock', '--no-audit', '--no-fund'];
    execFileSync('npm', args, { cwd: folder, stdio: 'inherit' });
  }
  const { persons, index } = people();
  const mayAccept: Ask = (worker, hit) => index.checkNumbers(worker, hit) === 3;
  const ours = nanoseconds(mayAccept, workers * hits);
  const rows: Row[] = [];
  for (const peer of peers) {
    const compile = await peer.load();
    const checks = hitRules().map(compile);
    const ask: Ask = (worker, hit) => (checks[hit] as ReturnType<Compile>)(persons[worker] as Person);
    await agree(peer.name, ask, mayAccept);
    const isAsync = ask(0, 0) instanceof Promise;
    const theirs = isAsync ? await nanosecondsAwaited(ask, 10_000) : nanoseconds(ask, peer.count);
    rows.push({
      what: `one check, warm: against ${peer.name}`,
      value: theirs / ours,
      unit: '× faster',
      budget: atLeast(peer.fasterBy),
      note: `${ours.toFixed(1)} ns against ${theirs.toFixed(0)} ns`,
    });
  }
  return rows;
}

async function agree(name: string, ask: Ask, mayAccept: Ask): Promise<void> {
  for (let at = 0; at < pairs.length; at += 74) {
    const [worker, hit] = [pairs[at] as number, pairs[at + 1] as number];
    if ((await ask(worker, hit)) !== mayAccept(worker, hit)) throw new Error(`${name} answers otherwise.`);
  }
}
