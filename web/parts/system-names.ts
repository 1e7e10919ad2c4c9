import { count, percent } from './format.ts';

const names: Readonly<Record<string, string>> = {
  Worker_PercentAssignmentsApproved: 'approval rate',
  Worker_NumberHITsApproved: 'number of approved HITs',
  Worker_Adult: 'consent to adult content',
  Worker_Locale: 'location',
};

/** A system Qualification as people call it. */
export const systemName = (name: string): string => names[name] ?? name;

/** A system value as people say it: `98 %`, `yes`, `US-CA`. */
export function systemValue(name: string, value: unknown): string {
  if (name === 'Worker_Adult' || name === 'Masters') return value === 1 ? 'yes' : 'no';
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'object') return Object.values(value).join('-');
  if (typeof value !== 'number') return String(value);
  return name === 'Worker_PercentAssignmentsApproved' ? percent(value) : count(value);
}
