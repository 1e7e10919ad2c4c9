import { drive as driveServer } from '../../simulator/drive/drive.ts';
import { reportTo } from '../../simulator/drive/live-table.ts';
import { readKeys } from '../http/keys.ts';

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
  /** A file as `serve` takes it. */
  readonly keys?: string;
}

/** Drives a running server, prints live figures and the findings, and ends with 1 if a promise was broken. */
export async function drive(url: string, flags: DriveFlags): Promise<void> {
  const {
    ramp: rampMs,
    duration: durationMs,
    disconnects: disconnectsPerMinute,
    keys: file,
    ...rest
  } = flags;
  const keys = [...((file === undefined ? undefined : await readKeys({ auth: 'on', keys: file })) ?? [])].map(
    ([accessKeyId, { secret }]) => ({ accessKeyId, secretAccessKey: secret }),
  );
  const report = reportTo(process.stdout);
  const findings = await driveServer(
    { url, rampMs, durationMs, disconnectsPerMinute, keys, ...rest },
    report,
    stoppedByUser(),
  );
  report.say(findings.text());
  if (findings.brokenCount > 0) process.exitCode = 1;
}

/** The first Ctrl-C ends the drive early, with its comparison and its report; the next one ends the process. */
function stoppedByUser(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
}
