import type { DashboardEvent } from '../../server/contract/schemas/sockets.ts';
import { time } from '../parts/format.ts';
import { describeEvent } from './describe-event.ts';

/** The feed as it happens, newest first. Rows have one height, so that arrivals move nothing but rows. */
export function EventList({ events }: { events: readonly DashboardEvent[] }) {
  return (
    <ol class="events">
      {events.map((event) => (
        <EventRow key={keyOf(event)} event={event} />
      ))}
    </ol>
  );
}

function keyOf({ position, type, hitTypeId, worker }: DashboardEvent): string {
  return `${position} ${type} ${String(hitTypeId ?? '')} ${String(worker ?? '')}`;
}

function EventRow({ event }: { event: DashboardEvent }) {
  const { tone, label, text } = describeEvent(event);
  return (
    <li class={`event tone-${tone}`}>
      <time dateTime={event.at}>{time(event.at)}</time>
      <span class="event-label">{label}</span>
      <span class="event-text" title={text}>
        {text}
      </span>
    </li>
  );
}
