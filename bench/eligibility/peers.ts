import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Requirement } from '../../server/contract/entities.ts';
import { approvalRateTypeId, hitsApprovedTypeId, localeTypeId } from '../../server/contract/system-types.ts';
import { EligibilityIndex } from '../../server/eligibility/eligibility-index.ts';
import { atLeast, type Row } from '../table.ts';
import { addHits, hitId, seededChance, threeRequirements, typeId, worker, workerId } from './world.ts';

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
  load(): Promise<Compile>;
}

/** Modules without types of ours: they are installed only where the benchmark runs. */
const module = async <T>(name: string) => (await import(name)) as T;

const peers: readonly Peer[] = [
  {
    name: 'json-rules-engine',
    fasterBy: 500,
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
    async load() {
      const { default: sift } = await module<{ default(query: object): (person: Person) => boolean }>('sift');
      return (rules) => sift(mongo(rules));
    },
  },
  {
    name: 'json-logic-engine, built',
    fasterBy: 2,
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

export async function peerRows(): Promise<Row[]> {
  if (!existsSync(`${folder}/node_modules`)) {
    execFileSync('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund'], {
      cwd: folder,
      stdio: 'inherit',
    });
  }
  const { persons, index } = people();
  const numbers = {
    workers: persons.map((_, at) => index.workerNumber(workerId(at))),
    hits: Array.from({ length: hits }, (_, at) => index.hitNumber(hitId(at))),
  };
  const ask = (at: number) =>
    index.checkNumbers(
      numbers.workers[Math.floor(at / hits) % workers] as number,
      numbers.hits[at % hits] as number,
    ) === 3;
  const ours = await nanoseconds(ask, 3_000_000);
  const rows: Row[] = [];
  for (const peer of peers) {
    const compile = await peer.load();
    const checks = hitRules().map(compile);
    const asked = (at: number) =>
      (checks[at % hits] as (person: Person) => boolean)(persons[Math.floor(at / hits) % workers] as Person);
    for (let at = 0; at < 2000; at++) {
      if ((await asked(at * 37)) !== ask(at * 37)) throw new Error(`${peer.name} answers otherwise.`);
    }
    const theirs = await nanoseconds(asked, peer.fasterBy > 50 ? 30_000 : 1_000_000);
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

/** Of one check; the best of three runs of either side. Engines that answer with a promise are awaited. */
async function nanoseconds(ask: (at: number) => unknown, count: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 4; run++) {
    const start = performance.now();
    let met = 0;
    for (let at = 0; at < count; at++) {
      let answer = ask(at);
      if (answer instanceof Promise) answer = await answer;
      if (answer === true) met++;
    }
    if (met < 0) throw new Error('Nothing was asked.');
    if (run > 0) best = Math.min(best, ((performance.now() - start) * 1e6) / count);
  }
  return best;
}
