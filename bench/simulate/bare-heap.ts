/** The plainest queue: a binary heap of times and event numbers on typed arrays, without an order at equal times. */
export class BareHeap {
  private readonly times: Float64Array;
  private readonly events: Int32Array;
  private size = 0;
  topTime = 0;
  topEvent = 0;

  constructor(capacity: number) {
    this.times = new Float64Array(capacity);
    this.events = new Int32Array(capacity);
  }

  push(time: number, event: number): void {
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.times[parent] as number) <= time) break;
      this.times[at] = this.times[parent] as number;
      this.events[at] = this.events[parent] as number;
      at = parent;
    }
    this.times[at] = time;
    this.events[at] = event;
  }

  pop(): void {
    this.topTime = this.times[0] as number;
    this.topEvent = this.events[0] as number;
    const size = --this.size;
    const time = this.times[size] as number;
    const event = this.events[size] as number;
    let at = 0;
    for (let child = 1; child < size; child = at * 2 + 1) {
      if (child + 1 < size && (this.times[child + 1] as number) < (this.times[child] as number)) child++;
      if (time <= (this.times[child] as number)) break;
      this.times[at] = this.times[child] as number;
      this.events[at] = this.events[child] as number;
      at = child;
    }
    this.times[at] = time;
    this.events[at] = event;
  }
}
