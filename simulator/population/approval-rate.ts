/** Below this many submissions the rate shows 100, whatever happened (P31, Q96). */
export const submissionsMeasuredMin = 100;

/** The approval rate that requesters' requirements see: lifetime approved over submitted in percent, cut to an integer (P31). */
export function displayedApprovalRate(submitted: number, approved: number): number {
  return submitted < submissionsMeasuredMin ? 100 : Math.floor((approved * 100) / submitted);
}
