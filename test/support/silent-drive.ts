import type { DriveReport } from '../../simulator/drive/live-table.ts';

/** For a drive that nobody watches. */
export const silent: DriveReport = { live: () => {}, say: () => {} };
