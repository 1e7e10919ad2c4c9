import { useState } from 'preact/hooks';
import { advanceClock, changeClock, readClock } from '../api/market-api.ts';
import { second } from '../connection/market-time.ts';
import { count, date, duration, time } from '../parts/format.ts';
import { ErrorBox } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import type { OverviewProps } from './overview-props.ts';

const speeds = [1, 10, 60, 600, 3600] as const;
const hourSeconds = 3600;
const daySeconds = 86_400;

/** The market's clock, and what can be done to it: a real one only shows. */
export function ClockCard({ live, market }: OverviewProps) {
  const link = live.link.value.kind;
  const { data: clock, problem, reload } = useLoaded(() => readClock(market), [market, link]);
  const [told, setTold] = useState('');
  const action = useAction();
  const mode = clock?.mode;
  const advance = (seconds: number) =>
    action.run(async () => {
      const { now, fired } = await advanceClock(market, seconds);
      live.time.is(now);
      setTold(
        `${duration(seconds)} went by: ${count(fired)} ${fired === 1 ? 'deadline' : 'deadlines'} fell due.`,
      );
      reload();
    });
  const change = (wanted: { speed?: number; paused?: boolean }) =>
    action.run(async () => {
      await changeClock(market, wanted);
      setTold('');
      reload();
    });
  const isFixed = mode === undefined || mode === 'real' || action.isBusy;
  return (
    <section class="card card-body clock-card" aria-labelledby="clock">
      <h2 id="clock" class="hidden-text">
        Clock
      </h2>
      <p class="clock-now">
        <span class="clock-time" data-figure="market-time">
          <ClockNow live={live} />
        </span>
        <span class="muted">{modeSaid(clock)}</span>
      </p>
      <div class="clock-tools">
        {mode === 'scaled' && (
          <>
            <button
              type="button"
              disabled={action.isBusy}
              onClick={() => change({ paused: clock?.paused !== true })}
            >
              {clock?.paused === true ? 'Go on' : 'Pause'}
            </button>
            <label class="number-field">
              <span>Speed</span>
              <select
                value={String(clock?.speed)}
                disabled={action.isBusy}
                onChange={(event) => change({ speed: Number(event.currentTarget.value) })}
              >
                {speedsWith(clock?.speed).map((speed) => (
                  <option key={speed} value={String(speed)}>
                    × {count(speed)}
                  </option>
                ))}
              </select>
            </label>
          </>
        )}
        <button type="button" disabled={isFixed} onClick={() => advance(hourSeconds)}>
          Advance an hour
        </button>
        <button type="button" disabled={isFixed} onClick={() => advance(daySeconds)}>
          Advance a day
        </button>
      </div>
      <p class="hint clock-told" role="status">
        {action.isBusy ? 'Working…' : told}
      </p>
      {problem !== undefined && live.link.value.kind === 'live' && <ErrorBox message={problem} />}
      {action.problem !== undefined && <ErrorBox message={action.problem} />}
    </section>
  );
}

function ClockNow({ live }: Pick<OverviewProps, 'live'>) {
  second.value;
  if (live.stats.value === undefined) return <>–</>;
  const now = live.time.now();
  return (
    <>
      {date(now)} {time(now)}
    </>
  );
}

function modeSaid(clock: { mode: string; speed: number; paused: boolean } | undefined): string {
  if (clock === undefined) return '';
  if (clock.mode === 'real') return 'as fast as the real one, and not to be moved';
  if (clock.mode === 'manual') return 'stands still until it is advanced';
  return clock.paused ? 'paused' : `${count(clock.speed)} × as fast as the real one`;
}

function speedsWith(speed: number | undefined): number[] {
  const all = new Set<number>([...speeds, ...(speed === undefined ? [] : [speed])]);
  return [...all].sort((a, b) => a - b);
}
