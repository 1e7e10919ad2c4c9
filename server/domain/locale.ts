import type { Locale, WireLocale } from '../contract/entities.ts';
import { invalidValue, Refused } from '../contract/errors.ts';

/** The officially assigned two-letter codes of ISO 3166-1 (Q122). */
export const countries: ReadonlySet<string> = new Set(
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
  CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
  GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
  KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT
  MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
  SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
  UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`.split(/\s+/),
);

/** The states and the District of Columbia; the only subdivisions that MTurk knows (Q122). */
export const unitedStatesSubdivisions: ReadonlySet<string> = new Set(
  `AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA
  RI SC SD TN TX UT VT VA WA WV WI WY`.split(/\s+/),
);

/** Refuses a place that is no country, or names a subdivision that MTurk does not know (Q122). */
export function checkLocale(locale: { Country: string; Subdivision?: string | undefined }): void {
  const { Country, Subdivision } = locale;
  if (Country === 'UK') {
    throw new Refused(
      'InvalidParameterValue',
      'The value "UK" is not valid for the parameter Country. Use GB for the United Kingdom.',
      { Parameter: 'Country' },
    );
  }
  if (!countries.has(Country)) throw invalidValue('Country', Country);
  if (Subdivision === undefined) return;
  if (Country !== 'US' || !unitedStatesSubdivisions.has(Subdivision)) {
    throw invalidValue('Subdivision', Subdivision);
  }
}

/** Whether a wanted place covers a worker's (Q115-Q121): a country covers all of it, a state only itself. */
export function covers(wanted: WireLocale, locale: Locale): boolean {
  if (wanted.Country !== locale.country) return false;
  return wanted.Subdivision === undefined || wanted.Subdivision === locale.subdivision;
}

/** `US-PA`, `IN`. */
export function localeText(country: string, subdivision?: string): string {
  return subdivision === undefined ? country : `${country}-${subdivision}`;
}
