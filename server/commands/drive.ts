import { drive as driveServer } from '../../simulator/drive/drive.ts';

export interface DriveFlags {
  readonly market: string;
  readonly workers: number;
  /** Milliseconds, as `duration`. */
  readonly ramp: number;
  readonly duration: number;
  readonly seed: number;
  readonly disconnects: number;
  readonly severalServers: boolean;
  readonly adminKey?: string;
}

/** Drives a running server, prints live figures and the findings, and ends with 1 if a promise was broken. */
export async function drive(url: string, flags: DriveFlags): Promise<void> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const { ramp: rampMs, duration: durationMs, disconnects: disconnectsPerMinute, ...rest } = flags;
  const findings = await driveServer({ url, rampMs, durationMs, disconnectsPerMinute, ...rest }, print);
  print(findings.text());
  if (findings.brokenCount > 0) process.exitCode = 1;
}
