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
  /** Records that one commit may depend on, the lease of the clock among them. */
  commitReadsMax: 257,
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

  /** Workers that one requester may block (1.20). */
  blocksPerRequesterMax: 100_000,

  /** Mails and notifications that a market's outbox keeps, the newest. */
  outboxEntriesMax: 10_000,
  /** Calls of the Requester API that a server remembers of a market, with their answers. */
  requestLogEntriesMax: 1_000,
  requestLogBytesMax: 16_777_216,

  // Reading
  /** Commits in one page of the feed. */
  feedPageMax: 1_000,
  /** Entries that one step of a `drop` removes, so that other commits come between. */
  dropStepEntries: 5_000,
  /** Records that one step of a scan reads before others have their turn. */
  scanStepRecords: 1_000,

  // The edge
  /** Bytes of a JSON body of our own routes, but for batches; what a person or program sends is far smaller. */
  bodyBytesMax: 1_048_576,
  /** Bytes of the specifications of 100,000 workers. */
  mintBodyBytesMax: 33_554_432,
  /** Bytes of a batch of checks: 10,000 pairs of ids. */
  batchBodyBytesMax: 2_097_152,
  /** Bytes of the form post of a page: percent signs make it larger than its answer. */
  formBodyBytesMax: 1_572_864,
  /** Bytes of a market's file when it is unpacked: a million workers take a tenth of it. */
  snapshotBytesMax: 8_589_934_592,
  /** Of one of its lines: no commit, and no record, is larger. */
  snapshotLineLengthMax: 2_097_152,
  checksPerRequestMax: 10_000,
  /** Calls of a market's routes in one request. */
  callsPerBatchMax: 1_000,
  /** Workers in one request; more come by further requests. */
  workersPerRequestMax: 100_000,
  /** Qualifications that one request gives to or takes from one worker: they fit one commit. */
  qualificationsPerChangeMax: 40,
  searchLengthMax: 256,
  /** Groups in a snapshot; `hits:list` pages the rest. */
  snapshotGroupsMax: 10_000,
  snapshotGroupsStandard: 200,

  // Sockets
  /** Bytes of one message from a client; an answer may be half as large. */
  messageBytesMax: 1_048_576,
  /** Connections of one worker in one market: a few tabs and devices. */
  connectionsPerWorkerMax: 50,
  /** Bytes that wait for one socket; more: the client is too slow and is cut, since memory is bounded. */
  socketBufferBytesMax: 4_194_304,
  /** Pushes that wait for one socket while its snapshot is read. */
  socketPendingPushesMax: 10_000,
  /** Requests of one socket a second, checks aside, with as many at once: no client works faster, a loop gone wild does. */
  requestsPerSocketPerSecond: 1_000,
  /** Checks of one socket a second; guards nothing but fairness between sockets. */
  checksPerSocketPerSecond: 1_000_000,
  /** Feed events that a dashboard gets a second (interfaces 4). */
  dashboardEventsPerSecond: 20,
  /** Sockets served in one turn of the event loop, so that commands come between. */
  socketsPerTurn: 512,
  /** Life of a worker's token where none is asked for, and the longest: a month. */
  tokenSecondsStandard: 86_400,
  tokenSecondsMax: 2_678_400,
} as const;
