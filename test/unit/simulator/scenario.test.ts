import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultParameters } from '../../../simulator/population/presets.ts';
import {
  builtInScenarios,
  parseScenario,
  readScenario,
  scenarioJsonSchema,
} from '../../../simulator/scenario.ts';
import { openSimulation } from '../../../simulator/simulate/simulation.ts';

const least = 'name: x\nabout: y\nrequesters: 1\npopulation: { workers: 10 }\n';

describe('scenarios', () => {
  it('are read with everything they leave out in its usual place', () => {
    const scenario = parseScenario(least, 'x.yaml');
    expect(scenario).toMatchObject({ name: 'x', detail: 'full', workers: 10, requesters: 1 });
    expect(scenario.population).toEqual(defaultParameters);
    expect(scenario.startsAt).toBe(Date.UTC(2017, 0, 2));
  });

  it('change single parameters at any depth', () => {
    const scenario = parseScenario(
      `${least.replace('{ workers: 10 }', '{ workers: 10, parameters: { speed: { sigma: 0.1 }, femaleShares: { US: 0.4 } } }')}workerBehaviour: { looksPerHour: 3 }\n`,
      'x.yaml',
    );
    expect(scenario.population.speed).toEqual({ median: 1, sigma: 0.1 });
    expect(scenario.population.femaleShares).toEqual({ ...defaultParameters.femaleShares, US: 0.4 });
    expect(scenario.workerBehaviour.looksPerHour).toBe(3);
    expect(defaultParameters.speed.sigma).not.toBe(0.1);
  });

  it.each([
    [`${least}foo: 1\n`, 'x.yaml: the whole file: unknown key "foo"; allowed are name, about'],
    [least.replace('10', '-1'), 'x.yaml: population.workers: Too small'],
    [
      `${least}workerBehaviour: { looksPerHur: 1 }\n`,
      'x.yaml: workerBehaviour: unknown key "looksPerHur"; allowed are pageGroups',
    ],
    [
      `${least}workerBehaviour: { returnShare: 13 }\n`,
      'x.yaml: workerBehaviour.returnShare: Too big: expected number to be <=1 (Accepted tasks',
    ],
    [least.replace('workers: 10', 'workers: 10, preset: 1999'), 'x.yaml: population.preset: Invalid option'],
    [
      least.replace('workers: 10', 'workers: 10, parameters: { femaleShares: { UK: 1 } }'),
      'unknown key "UK"; allowed are US, IN, other',
    ],
    [
      least.replace('workers: 10', 'workers: 10, parameters: { otherCountries: { Canada: 1 } }'),
      'x.yaml: population.parameters.otherCountries',
    ],
    [
      `${least}batch: { reward: 0.1, taskSeconds: 30, lifetimeHours: 0.005 }\n`,
      'x.yaml: batch.lifetimeHours: Too small',
    ],
    [
      `${least}batch: { reward: 0.1, taskSeconds: 30, allowedMinutes: 0.2 }\n`,
      'x.yaml: batch.allowedMinutes: Too small: expected number to be >=0.5',
    ],
    [
      `${least}days: 1\nbatch: { reward: 0.1, taskSeconds: 30, postAtHours: 48 }\n`,
      'x.yaml: batch.postAtHours: posting after 48 hours lies beyond the end of the run (days: 1, which are 24 hours)',
    ],
    [
      `${least}batch: { reward: 0.1, taskSeconds: 30, postAtHours: 168 }\n`,
      'x.yaml: batch.postAtHours: posting after 168 hours lies beyond the end of the run (days: 7, ',
    ],
    [
      `${least}batch: { reward: 0.1, taskSeconds: 30, survey: true, hits: 20 }\n`,
      'x.yaml: batch.hits: a survey is one HIT',
    ],
    [
      `${least}requirements: { approval: 95 }\n`,
      'x.yaml: requirements.approval: there is no batch that could ask for it',
    ],
    [
      `${least}batch: { reward: 0.1, taskSeconds: 30 }\nrequirements: { formerParticipants: excluded }\n`,
      'x.yaml: requirements.formerParticipants: a single wave has no former participants',
    ],
    [
      least.replace('workers: 10', 'workers: 10, parameters: { workerShares: { US: 0, IN: 0, other: 0 } }'),
      'x.yaml: population.parameters.workerShares: one of them at least must be above 0',
    ],
    [
      least.replace(
        'workers: 10',
        'workers: 10, parameters: { qualityShares: { brief: { expert: 0, ordinary: 0, careless: 0, uniformSpammer: 0, constantSpammer: 0 } } }',
      ),
      'x.yaml: population.parameters.qualityShares.brief: one of them',
    ],
    [
      least.replace('workers: 10', 'workers: 10, parameters: { otherCountries: { ZZ: 5 } }'),
      'x.yaml: population.parameters.otherCountries.ZZ: no country of ISO 3166',
    ],
    [
      least.replace(
        'workers: 10',
        'workers: 10, parameters: { accuracy: { ordinary: { mean: 0.8, deviation: 0.45 } } }',
      ),
      'x.yaml: population.parameters.accuracy.ordinary: shares with the mean 0.8 deviate by more than 0 and less than 0.400, not by 0.45',
    ],
    [
      `${least}requesterBehaviour: { reviewDelays: [{ share: 1, hoursMin: 30, hoursMax: 1 }] }\n`,
      'x.yaml: requesterBehaviour.reviewDelays.0: hoursMin 30 is above hoursMax 1',
    ],
    [
      `${least}requesterBehaviour: { reviewDelays: [{ share: 0, hoursMin: 0, hoursMax: 1 }] }\n`,
      'x.yaml: requesterBehaviour.reviewDelays, share: one of them at least must be above 0',
    ],
    [
      least.replace('workers: 10', 'workers: 10, parameters: { accuracy: { expert: { deviation: 0 } } }'),
      'x.yaml: population.parameters.accuracy.expert: shares with the mean 0.92 deviate by more than 0',
    ],
    ['[1', 'x.yaml: '],
    ['', 'x.yaml: the whole file'],
    [`${least}startsAt: yesterday\n`, 'x.yaml: startsAt: '],
  ])('refuse %j, saying where and what is allowed', (text, message) => {
    expect(() => parseScenario(text, 'x.yaml')).toThrow(message);
  });

  it('name the file that is not there', async () => {
    await expect(readScenario('nowhere')).rejects.toThrow(
      'can\'t read a built-in scenario "nowhere": there is none',
    );
    await expect(readScenario('./nowhere.yaml')).rejects.toThrow(
      "can't read the file ./nowhere.yaml: there is none",
    );
  });

  it('take workers of your own from a CSV file beside them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'turksim-scenario-'));
    const named = least.replace('workers: 10', 'workers: 1, ownWorkers: mine.csv');
    writeFileSync(join(folder, 'x.yaml'), named);
    await expect(readScenario(join(folder, 'x.yaml'))).rejects.toThrow(
      `x.yaml: population.ownWorkers: can't read mine.csv: there is no such file in ${folder}`,
    );
    writeFileSync(join(folder, 'mine.csv'), 'id,colour\nA1,red\n');
    await expect(readScenario(join(folder, 'x.yaml'))).rejects.toThrow(
      'x.yaml: population.ownWorkers: mine.csv: unknown column "colour"; allowed are id, name, country',
    );
    writeFileSync(join(folder, 'mine.csv'), 'id,name,country,approved\nA1,Ann,US,120\nA2,Ben,DE,80\n');
    const scenario = await readScenario(join(folder, 'x.yaml'));
    expect(scenario).toMatchObject({ workers: 2, ownWorkers: 'mine.csv' });
    const simulation = await openSimulation(scenario, 1);
    const record = await simulation.market.look('worker', 'A2');
    expect(record).toMatchObject({ name: 'Ben', locale: { country: 'DE' }, approved: 80 });
    await simulation.close();
    rmSync(folder, { recursive: true });
  });

  it('publish their JSON schema in a file (stale: turksim simulate --schema into it, npm run format)', async () => {
    const schema = scenarioJsonSchema();
    expect(JSON.stringify(schema)).toContain('Accepted tasks that are returned unfinished (P25)');
    const file = await readFile('simulator/scenarios/scenario.schema.json', 'utf8');
    expect(JSON.parse(file)).toEqual(schema);
  });

  it('that are built in name their schema, so that editors complete them', async () => {
    const names = await builtInScenarios();
    expect(names).toContain('one-batch');
    for (const name of names) {
      await expect(readScenario(name)).resolves.toMatchObject({ name });
      const text = await readFile(`simulator/scenarios/${name}.yaml`, 'utf8');
      expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=scenario.schema.json');
    }
  });
});

describe('lively', () => {
  it('puts about a hundred of 2,000 workers on line on average', async () => {
    const { population, workers, pace } = await readScenario('lively');
    const { median, sigma } = population.onlineHoursPerWeek;
    const meanHours = median * Math.exp((sigma * sigma) / 2);
    const active =
      population.activeSpellMeanDays / (population.activeSpellMeanDays + population.pauseMeanDays);
    const online = (workers * meanHours * active) / 168;
    expect(online).toBeGreaterThan(80);
    expect(online).toBeLessThan(130);
    expect(pace?.openHitsWanted).toBeGreaterThan(0);
  });
});
