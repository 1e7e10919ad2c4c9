/** One number per worker and trait, all of a population's side by side; about a hundred bytes a worker. */
const columnTypes = {
  /** Places in the list of countries: where the worker lives, and what the account says (Q90). */
  country: Uint8Array,
  registeredCountry: Uint8Array,
  /** The state that the account says: its place in the list of states plus 1; 0: none. */
  registeredState: Uint8Array,
  /** Clock of the place where the worker lives, minutes ahead of UTC. */
  offsetMinutes: Int16Array,
  gender: Uint8Array,
  birthYear: Uint16Array,
  chronotype: Uint8Array,
  stay: Uint8Array,
  qualityKind: Uint8Array,
  /** Bits of `worker-flags.ts`. */
  flags: Uint8Array,
  /** Pages of the list that the worker reads. */
  pages: Uint8Array,
  /** The account through which the same person came first; the worker's own number for nearly all. */
  person: Uint32Array,
  /** Market time, epoch ms. */
  joinedAt: Float64Array,
  leavesAt: Float64Array,
  /** Hours on line in a week of an active spell. */
  onlineHoursPerWeek: Float32Array,
  sessionMeanHours: Float32Array,
  reservationWagePerHour: Float32Array,
  surveyTaste: Float32Array,
  /** What a new kind of task must bring in all, US dollars. */
  botherDollars: Float32Array,
  /** Share of looks that sort by newest; the others sort by most HITs. */
  newestShare: Float32Array,
  /** Time of an ordinary worker divided by this worker's. */
  speed: Float32Array,
  /** Length of the tasks that the worker mostly does, at ordinary speed. */
  taskSeconds: Float32Array,
  /** Chance of a right answer on an ordinary task with full attention. */
  accuracy: Float32Array,
  /** Chance to fail one attention check. */
  inattention: Float32Array,
  /** Chance that a submission is rejected. */
  rejectedShare: Float32Array,
  submitted: Uint32Array,
  approved: Uint32Array,
  rejected: Uint32Array,
} as const;

export type Columns = { [Name in keyof typeof columnTypes]: InstanceType<(typeof columnTypes)[Name]> };
type ColumnName = keyof typeof columnTypes;
const columnNames = Object.keys(columnTypes) as ColumnName[];

export function makeColumns(capacity: number): Columns {
  return Object.fromEntries(columnNames.map((name) => [name, new columnTypes[name](capacity)])) as Columns;
}

/** The same columns with room for more workers. */
export function enlargedColumns(columns: Columns, capacity: number): Columns {
  const larger = makeColumns(capacity);
  for (const name of columnNames) larger[name].set(columns[name]);
  return larger;
}

export const bytesPerWorker = columnNames.reduce((sum, name) => sum + columnTypes[name].BYTES_PER_ELEMENT, 0);
