import type { Locale, WireLocale } from '../contract/entities.ts';

const subdivisionBits = 8;
const subdivisionsMax = 1 << subdivisionBits;

/**
 * Numbers for places: all places of a country form one range, so that a country is an interval and a state a
 * point. 0 stands for no place at all.
 */
export class LocaleCodes {
  readonly #countries = new Map<string, Country>();
  readonly #locales = new Map<number, Locale>();

  codeOf(locale: Locale): number {
    const country = this.#country(locale.country);
    if (locale.subdivision === undefined) return country.code;
    const known = country.subdivisions.get(locale.subdivision);
    if (known !== undefined) return known;
    if (country.subdivisions.size + 1 === subdivisionsMax)
      throw new RangeError('A country has too many subdivisions.');
    const code = country.code + country.subdivisions.size + 1;
    country.subdivisions.set(locale.subdivision, code);
    this.#locales.set(code, locale);
    return code;
  }

  /** The codes that a wanted place covers. */
  rangeOf(wanted: WireLocale): [low: number, high: number] {
    const { Country: country, Subdivision: subdivision } = wanted;
    const code = this.codeOf(subdivision === undefined ? { country } : { country, subdivision });
    return subdivision === undefined ? [code, code + subdivisionsMax - 1] : [code, code];
  }

  localeOf(code: number): Locale {
    const locale = this.#locales.get(code);
    if (!locale) throw new RangeError(`No place has the code ${code}.`);
    return locale;
  }

  #country(name: string): Country {
    const known = this.#countries.get(name);
    if (known) return known;
    const country = {
      code: (this.#countries.size + 1) << subdivisionBits,
      subdivisions: new Map<string, number>(),
    };
    this.#countries.set(name, country);
    this.#locales.set(country.code, { country: name });
    return country;
  }
}

interface Country {
  readonly code: number;
  readonly subdivisions: Map<string, number>;
}
