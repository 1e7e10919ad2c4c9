import type { Faker } from '@faker-js/faker';

/** Faker, loaded when the first person is looked at: a market that nobody looks at costs none of it. */
export function loadFaker(): Promise<Faker> {
  loading ??= import('@faker-js/faker/locale/en').then(({ faker }) => faker);
  return loading;
}
let loading: Promise<Faker> | undefined;

/** A name and mail address from a seed alone, the same each time; even seeds are women, odd ones men. */
export function nameAndMail(seed: number, faker: Faker, ownName?: string): { name: string; mail: string } {
  faker.seed(seed);
  const sex = seed % 2 === 0 ? 'female' : 'male';
  const firstName = faker.person.firstName(sex);
  const lastName = faker.person.lastName(sex);
  const mail = faker.internet.email({ firstName, lastName, provider: 'example.com' }).toLowerCase();
  return { name: ownName ?? `${firstName} ${lastName}`, mail };
}
