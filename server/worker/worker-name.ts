import type { WorkerRecord } from '../contract/records.ts';
import { loadFaker, nameAndMail } from './person-name.ts';

/** What a worker is called: its given name, or the one that its seed stands for. */
export async function workerName({ name, seed }: Pick<WorkerRecord, 'name' | 'seed'>): Promise<string> {
  return name ?? nameAndMail(seed, await loadFaker()).name;
}
