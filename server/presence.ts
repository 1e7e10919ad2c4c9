import { type Leases, leaseMs, renewMs } from './market/leases.ts';

export interface Duty {
  /** Called when this server gets the lease, and again after it had lost it; the lease is kept however long it takes. */
  gained?(): Promise<void>;
  /** Called when another server has it, or the store can't be asked for longer than it lasts. */
  lost?(): void;
  failed(error: unknown): void;
}

/** Seeks a lease and keeps it; what it stands for is done only while this server has it. */
export function keepLease(leases: Leases, name: string, duty: Duty): { stop(): Promise<void> } {
  let isHeld = false;
  let heldAt = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const turn = async () => {
    try {
      const has = await leases.take(name);
      if (has && !isHeld) await leases.renewing(name, async () => duty.gained?.());
      if (!has && isHeld) duty.lost?.();
      isHeld = has;
      heldAt = performance.now();
    } catch (error) {
      if (isHeld && performance.now() - heldAt > leaseMs) {
        duty.lost?.();
        isHeld = false;
      }
      duty.failed(error);
    }
    if (stopped) return;
    timer = setTimeout(() => {
      running = turn();
    }, renewMs);
    timer.unref();
  };
  let running = turn();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      if (isHeld) await leases.giveBack(name).catch(duty.failed);
    },
  };
}
