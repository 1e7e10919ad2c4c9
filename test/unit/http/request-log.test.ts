import { expect, it } from 'vitest';
import { RequestLog } from '../../../server/http/request-log.ts';

const entry = (id: number, size = 10) => ({
  id: String(id),
  at: 0,
  operation: 'GetHIT',
  requester: 'R',
  status: 200,
  input: 'x'.repeat(size),
  output: '{}',
});

it('shows the newest calls first', () => {
  const log = new RequestLog();
  for (let id = 0; id < 5; id++) log.add(entry(id));
  expect(log.newest(2).map(({ id }) => id)).toEqual(['4', '3']);
});

it('keeps 1,000 calls', () => {
  const log = new RequestLog();
  for (let id = 0; id < 1500; id++) log.add(entry(id));
  expect(log.newest(2000).map(({ id }) => id)).toHaveLength(1000);
  expect(log.newest(2000).at(-1)?.id).toBe('500');
});

it('keeps 16 MiB, and nothing that is larger by itself', () => {
  const log = new RequestLog();
  for (let id = 0; id < 100; id++) log.add(entry(id, 500_000));
  const kept = log.newest(1000).length;
  expect(kept).toBeGreaterThan(10);
  expect(kept * 1_000_000).toBeLessThanOrEqual(16 * 1024 * 1024);
  log.add(entry(1000, 20_000_000));
  expect(log.newest(1)[0]?.id).toBe('99');
});
