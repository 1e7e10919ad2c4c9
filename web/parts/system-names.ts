const names: Readonly<Record<string, string>> = {
  Worker_PercentAssignmentsApproved: 'approval rate',
  Worker_NumberHITsApproved: 'number of approved HITs',
  Worker_Adult: 'consent to adult content',
  Worker_Locale: 'location',
};

/** A system Qualification as people call it. */
export const systemName = (name: string): string => names[name] ?? name;
