import { expect, it } from 'vitest';
import { describeEvent } from '../../../web/market/describe-event.ts';
import { tellPush } from '../../../web/worker/tell-push.ts';

it.each([
  ['Worker_PercentAssignmentsApproved', 99, 98, 'approval rate', '99\u00a0%', '98\u00a0%'],
  ['Worker_NumberHITsApproved', 999, 1000, 'number of approved HITs', '999', '1,000'],
  ['Masters', null, 1, 'Masters', 'no', 'yes'],
  ['Worker_Adult', 0, 1, 'consent to adult content', 'no', 'yes'],
  ['Worker_Locale', { country: 'DE' }, { country: 'US', subdivision: 'CA' }, 'location', 'DE', 'US-CA'],
])('a change of %s is told in values that people read, to the worker and on the dashboard', (...told) => {
  const [name, previous, value, called, before, now] = told;
  expect(tellPush('system:changed', { name, previous, value }).text).toBe(
    `Your ${called} went from ${before} to ${now}.`,
  );
  const event = { type: 'system:changed', position: 1, at: '2026-01-01T00:00:00.000Z', worker: 'A1' };
  expect(describeEvent({ ...event, name, previous, value }).text).toBe(
    `Worker A1’s ${called}: ${before} → ${now}`,
  );
});
