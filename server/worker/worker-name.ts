import type { WorkerRecord } from '../contract/records.ts';

/** What a worker is called: its given name, or one that its seed stands for. */
export async function workerName(record: Pick<WorkerRecord, 'id' | 'name' | 'seed'>): Promise<string> {
  return record.name ?? `Worker ${record.id.slice(-4)}`;
}
