/**
 * Every limit in one place: the name ends in its unit or in what it counts, the comment says what it
 * protects or where it comes from.
 */

const second = 1000;
const day = 86_400 * second;

export const limits = {
  // Commits. More than this is a durable process of several commits.
  /** Records that one commit may write; keeps a Redis script and a flush short. */
  commitWritesMax: 64,
  /** Records that one commit may depend on. */
  commitReadsMax: 256,
  commitIndexChangesMax: 256,
  /** Addressed events of one commit. */
  commitInboxEntriesMax: 64,
  /** Bytes of a record's key, an index name with its sort key, or a deadline's id; LMDB takes 1,978 with our prefix. */
  keyBytesMax: 1_024,

  // What grows in a namespace. Ages are market time.
  /** Events that the feed keeps. */
  feedEventsMax: 1_000_000,
  feedAgeMaxMs: 7 * day,
  /** Events kept however old: ten times what happens while a market of 1 M workers is rebuilt (10 s at 1,000 a second). */
  feedEventsMin: 100_000,
  /** Entries that a worker's inbox keeps. */
  inboxEntriesMax: 1_000,
  inboxAgeMaxMs: 30 * day,

  // Reading
  /** Commits in one page of the feed. */
  feedPageMax: 1_000,
  /** Entries that one step of a `drop` removes, so that other commits come between. */
  dropStepEntries: 5_000,
  /** Records that one step of a scan reads before others have their turn. */
  scanStepRecords: 1_000,
} as const;
