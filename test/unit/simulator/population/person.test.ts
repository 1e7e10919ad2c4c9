import { expect, it } from 'vitest';
import { loadFaker, nameAndMail } from '../../../../server/worker/person-name.ts';
import { person, requesterName } from '../../../../simulator/population/person.ts';
import { Population } from '../../../../simulator/population/population.ts';
import { defaultParameters } from '../../../../simulator/population/presets.ts';
import { expectShare, shareOf } from '../within.ts';

const population = new Population({
  seed: 3,
  workers: 3000,
  parameters: defaultParameters,
  startsAt: Date.UTC(2017, 0, 2),
});
const faker = await loadFaker();

it('shows the same person whenever and in whatever order people are looked at', () => {
  const first = person(population, 12, faker);
  person(population, 13, faker);
  expect(person(population, 12, faker)).toEqual(first);
  expect(first.name).not.toBe(person(population, 13, faker).name);
  expect(first.mail).toMatch(/^[^@\s]+@example\.com$/);
  expect(first.biography).toContain(String(first.age));
});

it('names a person by the seed alone, as women and men are in the population', () => {
  for (let worker = 0; worker < 50; worker++) {
    const shown = person(population, worker, faker);
    expect(shown.name).toBe(nameAndMail(population.personSeed(worker), faker).name);
    expect(shown.gender).toBe(population.columns.gender[worker] === 0 ? 'female' : 'male');
  }
});

it('[P13] [P14] draws marital status and household size by their shares', () => {
  const people = Array.from({ length: 3000 }, (_, worker) => person(population, worker, faker));
  expectShare(
    shareOf(3000, (at) => people[at]?.maritalStatus === 'married'),
    0.4,
    3000,
  );
  expectShare(
    shareOf(3000, (at) => people[at]?.householdSize === '3'),
    0.3,
    3000,
  );
});

it('makes requesters of several kinds', () => {
  expect([0, 1, 2].map((seed) => requesterName(seed, faker)).every((name) => name.length > 3)).toBe(true);
  expect(requesterName(1, faker)).toContain('Lab');
});
