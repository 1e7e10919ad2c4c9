/** Countries by standard offset from UTC in hours: our own table, so that no run depends on a machine's time zones. Where a country spans several, the one where most of its people live. */
const countriesByOffset: ReadonlyMap<number, string> = new Map([
  [-11, 'AS NU'],
  [-10, 'CK PF UM'],
  [-8, 'PN'],
  [-6, 'BZ CR GT HN MX NI SV'],
  [-5, 'BS CA CO CU EC HT JM KY PA PE TC US'],
  [-4, 'AG AI AW BB BL BM BO BQ CL CW DM DO FK GD GP GY KN LC MF MQ MS PR PY SX TT VC VE VG VI'],
  [-3, 'AR BR GF PM SR UY'],
  [-2, 'GL GS'],
  [-1, 'CV'],
  [0, 'BF CI EH FO GB GG GH GM GN GW IE IM IS JE LR MA ML MR PT SH SL SN ST TG'],
  [
    1,
    'AD AL AO AT BA BE BJ BV CD CF CG CH CM CZ DE DK DZ ES FR GA GI GQ HR HU IT LI LU MC ME MK MT NE NG NL NO PL RS SE SI SJ SK SM TD TN VA',
  ],
  [2, 'AX BG BI BW CY EE EG FI GR IL LB LS LT LV LY MD MW MZ NA PS RO RW SD SS SZ UA ZA ZM ZW'],
  [3, 'AQ BH BY DJ ER ET IQ JO KE KM KW MG QA RU SA SO SY TF TR TZ UG YE YT'],
  [3.5, 'IR'],
  [4, 'AE AM AZ GE MU OM RE SC'],
  [4.5, 'AF'],
  [5, 'HM KZ MV PK TJ TM UZ'],
  [5.5, 'IN LK'],
  [5.75, 'NP'],
  [6, 'BD BT IO KG'],
  [6.5, 'CC MM'],
  [7, 'CX ID KH LA MN TH VN'],
  [8, 'BN CN HK MO MY PH SG TW'],
  [9, 'JP KP KR PW TL'],
  [10, 'AU FM GU MP PG'],
  [11, 'NC NF SB VU'],
  [12, 'FJ KI MH NR NZ TV WF'],
  [13, 'TK TO WS'],
]);

interface Country {
  readonly code: string;
  readonly offsetMinutes: number;
}

/** Every country of ISO 3166-1, in order of code; a worker's country is a place in this list. */
export const countries: readonly Country[] = [...countriesByOffset]
  .flatMap(([hours, codes]) => codes.split(' ').map((code) => ({ code, offsetMinutes: hours * 60 })))
  .sort((a, b) => (a.code < b.code ? -1 : 1));

const numberByCode = new Map(countries.map((country, number) => [country.code, number]));

/** A country's place in the list; undefined for a code that is none. */
export function countryNumber(code: string): number | undefined {
  return numberByCode.get(code);
}

export interface State {
  readonly code: string;
  readonly offsetMinutes: number;
  /** Inhabitants in millions (census of 2015, rounded): the mix of US workers by state. */
  readonly millions: number;
}

const statesByOffset: ReadonlyMap<number, string> = new Map([
  [
    -5,
    'CT 3.6 DC 0.7 DE 0.9 FL 20.3 GA 10.2 IN 6.6 KY 4.4 ME 1.3 MD 6 MA 6.8 MI 9.9 NH 1.3 NJ 9 NY 19.8 NC 10 OH 11.6 PA 12.8 RI 1.1 SC 4.9 VT 0.6 VA 8.4 WV 1.8',
  ],
  [
    -6,
    'AL 4.9 AR 3 IL 12.9 IA 3.1 KS 2.9 LA 4.7 MN 5.5 MS 3 MO 6.1 NE 1.9 ND 0.8 OK 3.9 SD 0.9 TN 6.6 TX 27.5 WI 5.8',
  ],
  [-7, 'AZ 6.8 CO 5.5 ID 1.7 MT 1 NM 2.1 UT 3 WY 0.6'],
  [-8, 'CA 39.1 NV 2.9 OR 4 WA 7.2'],
  [-9, 'AK 0.7'],
  [-10, 'HI 1.4'],
]);

/** The states and the District of Columbia, in order of code; a worker's state is a place in this list plus 1, 0 meaning none. */
export const states: readonly State[] = [...statesByOffset]
  .flatMap(([hours, list]) => statesIn(hours * 60, list))
  .sort((a, b) => (a.code < b.code ? -1 : 1));

function statesIn(offsetMinutes: number, list: string): State[] {
  const words = list.split(' ');
  const codes = words.filter((_, at) => at % 2 === 0);
  return codes.map((code, at) => ({ code, offsetMinutes, millions: Number(words[at * 2 + 1]) }));
}

const stateNumberByCode = new Map(states.map((state, at) => [state.code, at + 1]));

/** A state's number as workers carry it; undefined for a code that is none. */
export function stateNumber(code: string): number | undefined {
  return stateNumberByCode.get(code);
}
