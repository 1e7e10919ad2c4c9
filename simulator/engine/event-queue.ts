/**
 * Pending events in order of time; at equal times in the order in which they were pushed, so that runs repeat.
 *
 * A wheel of equally wide buckets covers the near future, a plain list the time beyond, a small 4-ary heap the
 * bucket that is being emptied. Most events are put into a bucket and later sorted among a handful of neighbours,
 * which costs less than a path through a heap of all pending ones; where times bunch up the heap bears them, so no
 * distribution makes it slow. An event is a record of 32 bytes in one typed array, half a line of the processor's
 * cache: with hundreds of thousands of events pending, what is fetched from memory is most of what they cost.
 */
export class EventQueue {
  /** The event that `pop` took: when, */
  time = 0;
  /** what (meaning is the caller's), */
  kind = 0;
  /** whom it concerns, */
  subject = 0;
  /** and one number more. */
  detail = 0;

  private capacity: number;
  /** The records, by the places in `field` and, in halves of them, in `half`. */
  private numbers: Float64Array;
  private halves: Int32Array;
  private free = none;
  private pushed = 0;
  private count = 0;

  private heapTimes: Float64Array;
  private heapEvents: Int32Array;
  private heapSize = 0;

  private buckets = new Int32Array(16).fill(none);
  private wheelStart = 0;
  /** Buckets in one unit of time. Before the first turn the wheel covers nothing, so all wait in the far list. */
  private bucketsPerUnit = Number.MAX_VALUE;
  /** Buckets up to this one have been emptied into the heap. */
  private cursor = -1;
  private far = none;
  private farCount = 0;

  constructor(capacity = 1024) {
    this.capacity = Math.max(16, capacity);
    this.numbers = new Float64Array(this.capacity * recordNumbers);
    this.halves = new Int32Array(this.numbers.buffer);
    this.heapTimes = new Float64Array(this.capacity);
    this.heapEvents = new Int32Array(this.capacity);
    this.linkFree(0);
  }

  /** How many events are pending. */
  get size(): number {
    return this.count;
  }

  /** @param time finite, in any unit; usually not before the event popped last, though that works too. */
  push(time: number, kind: number, subject: number, detail = 0): void {
    if (this.free === none) this.grow();
    const event = this.free;
    const [at, half] = [event * recordNumbers, event * recordNumbers * 2];
    this.free = this.halves[half + following] as number;
    this.numbers[at + timeField] = time;
    this.numbers[at + sequenceAndKind] = this.pushed++ * kinds + kind;
    this.halves[half + subjectHalf] = subject;
    this.numbers[at + detailField] = detail;
    this.count++;
    this.place(event, time);
  }

  /** Takes the next event into the fields `time`, `kind`, `subject` and `detail`; false if none is pending. */
  pop(): boolean {
    if (this.heapSize === 0 && !this.turnWheel()) return false;
    const event = this.heapEvents[0] as number;
    const [at, half] = [event * recordNumbers, event * recordNumbers * 2];
    this.time = this.numbers[at + timeField] as number;
    this.kind = (this.numbers[at + sequenceAndKind] as number) % kinds;
    this.subject = this.halves[half + subjectHalf] as number;
    this.detail = this.numbers[at + detailField] as number;
    this.dropTop();
    this.halves[half + following] = this.free;
    this.free = event;
    this.count--;
    return true;
  }

  /** When the next event is due; infinity if none is pending. */
  nextTime(): number {
    if (this.heapSize === 0 && !this.turnWheel()) return Number.POSITIVE_INFINITY;
    return this.heapTimes[0] as number;
  }

  private place(event: number, time: number): void {
    const bucket = Math.floor((time - this.wheelStart) * this.bucketsPerUnit);
    if (bucket <= this.cursor) {
      this.raise(event, time);
      return;
    }
    if (bucket < this.buckets.length) {
      this.halves[event * recordNumbers * 2 + following] = this.buckets[bucket] as number;
      this.buckets[bucket] = event;
      return;
    }
    this.halves[event * recordNumbers * 2 + following] = this.far;
    this.far = event;
    this.farCount++;
  }

  /** Fills the heap from the next bucket that holds events; false if there is none anywhere. */
  private turnWheel(): boolean {
    if (this.count === 0) return false;
    while (this.heapSize === 0) {
      this.cursor++;
      if (this.cursor >= this.buckets.length) this.layOut();
      let event = this.buckets[this.cursor] as number;
      if (event === none) continue;
      this.buckets[this.cursor] = none;
      while (event !== none) {
        const next = this.halves[event * recordNumbers * 2 + following] as number;
        this.raise(event, this.numbers[event * recordNumbers + timeField] as number);
        event = next;
      }
    }
    return true;
  }

  /** Lays the wheel over the events of the far list: as many buckets as events, three times their mean distance wide in all. */
  private layOut(): void {
    let earliest = Number.POSITIVE_INFINITY;
    let sum = 0;
    for (
      let event = this.far;
      event !== none;
      event = this.halves[event * recordNumbers * 2 + following] as number
    ) {
      const time = this.numbers[event * recordNumbers + timeField] as number;
      if (time < earliest) earliest = time;
      sum += time;
    }
    const meanDistance = Math.max(sum / this.farCount - earliest, Number.MIN_VALUE);
    this.sizeBuckets(this.farCount);
    this.wheelStart = earliest;
    this.bucketsPerUnit = Math.min(this.buckets.length / (3 * meanDistance), Number.MAX_VALUE);
    this.cursor = -1;
    let event = this.far;
    this.far = none;
    this.farCount = 0;
    while (event !== none) {
      const next = this.halves[event * recordNumbers * 2 + following] as number;
      this.place(event, this.numbers[event * recordNumbers + timeField] as number);
      event = next;
    }
    this.cursor = 0;
  }

  private sizeBuckets(events: number): void {
    let wanted = 16;
    while (wanted < events && wanted < bucketsMax) wanted *= 2;
    if (wanted > this.buckets.length || wanted * 4 < this.buckets.length)
      this.buckets = new Int32Array(wanted).fill(none);
  }

  private isBefore(time: number, event: number, otherTime: number, other: number): boolean {
    if (time !== otherTime) return time < otherTime;
    const sequence = this.numbers[event * recordNumbers + sequenceAndKind] as number;
    return sequence < (this.numbers[other * recordNumbers + sequenceAndKind] as number);
  }

  private raise(event: number, time: number): void {
    let at = this.heapSize++;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      const parentTime = this.heapTimes[parent] as number;
      const parentEvent = this.heapEvents[parent] as number;
      if (!this.isBefore(time, event, parentTime, parentEvent)) break;
      this.heapTimes[at] = parentTime;
      this.heapEvents[at] = parentEvent;
      at = parent;
    }
    this.heapTimes[at] = time;
    this.heapEvents[at] = event;
  }

  private dropTop(): void {
    const size = --this.heapSize;
    if (size === 0) return;
    const time = this.heapTimes[size] as number;
    const event = this.heapEvents[size] as number;
    let at = 0;
    for (let child = 1; child < size; child = at * 4 + 1) {
      const least = this.leastChild(child, Math.min(child + 4, size));
      const leastTime = this.heapTimes[least] as number;
      const leastEvent = this.heapEvents[least] as number;
      if (!this.isBefore(leastTime, leastEvent, time, event)) break;
      this.heapTimes[at] = leastTime;
      this.heapEvents[at] = leastEvent;
      at = least;
    }
    this.heapTimes[at] = time;
    this.heapEvents[at] = event;
  }

  private leastChild(first: number, end: number): number {
    let least = first;
    for (let child = first + 1; child < end; child++) {
      const isLess = this.isBefore(
        this.heapTimes[child] as number,
        this.heapEvents[child] as number,
        this.heapTimes[least] as number,
        this.heapEvents[least] as number,
      );
      if (isLess) least = child;
    }
    return least;
  }

  private grow(): void {
    const old = this.capacity;
    this.capacity = old * 2;
    this.numbers = enlarged(this.numbers, new Float64Array(this.capacity * recordNumbers));
    this.halves = new Int32Array(this.numbers.buffer);
    this.heapTimes = enlarged(this.heapTimes, new Float64Array(this.capacity));
    this.heapEvents = enlarged(this.heapEvents, new Int32Array(this.capacity));
    this.linkFree(old);
  }

  private linkFree(first: number): void {
    for (let event = first; event < this.capacity - 1; event++)
      this.halves[event * recordNumbers * 2 + following] = event + 1;
    this.halves[(this.capacity - 1) * recordNumbers * 2 + following] = none;
    this.free = first;
  }
}

const none = -1;

/** A record: time, order of pushing with the kind in its last eight bits, subject and next event in one, detail. */
const recordNumbers = 4;
const timeField = 0;
const sequenceAndKind = 1;
const detailField = 3;
/** Counted in halves of numbers. */
const subjectHalf = 4;
/** The next event of the same bucket, of the far list or of the free list. */
const following = 5;
const kinds = 256;

/** Four megabytes of buckets: more would cost more in cache misses than they save in sorting. */
const bucketsMax = 1_048_576;

function enlarged<A extends { set(from: A): void }>(from: A, to: A): A {
  to.set(from);
  return to;
}
