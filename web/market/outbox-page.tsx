import { useState } from 'preact/hooks';
import { listOutbox, type Outbox } from '../api/market-api.ts';
import { dateTime } from '../parts/format.ts';
import { Empty, ErrorBox, Loading } from '../parts/states.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';
import { Body } from './calls-page.tsx';

const entriesShown = 200;

type Entry = Outbox['entries'][number];

/** Mails to workers and event notifications to requesters, with each attempt to deliver them. */
export function OutboxPage({ market }: { market: string }) {
  useTitle('Outbox');
  const [openId, setOpenId] = useState<string>();
  const { data, problem, reload, isLoading } = useLoaded(() => listOutbox(market, entriesShown), [market]);
  return (
    <section class="card" aria-labelledby="outbox">
      <div class="card-title card-title-tools">
        <h2 id="outbox">Outbox</h2>
        <button type="button" class="small" disabled={isLoading} onClick={reload}>
          Read again
        </button>
      </div>
      {problem !== undefined && <ErrorBox message={problem} />}
      {!data && problem === undefined && <Loading what="the outbox" />}
      {data?.entries.length === 0 && (
        <Empty title="Nothing was sent yet.">
          <p>
            Mails to workers and the notifications that requesters asked for stand here. No mail leaves this
            machine.
          </p>
        </Empty>
      )}
      <ul>
        {data?.entries.map((entry) => (
          <OutboxRow
            key={entry.id}
            entry={entry}
            isOpen={entry.id === openId}
            onToggle={() => setOpenId(entry.id === openId ? undefined : entry.id)}
          />
        ))}
      </ul>
    </section>
  );
}

interface OutboxRowProps {
  readonly entry: Entry;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function OutboxRow({ entry, isOpen, onToggle }: OutboxRowProps) {
  const { at, kind, to, subject, text, document, attempts } = entry;
  return (
    <li class="call">
      <button type="button" class="call-row outbox-row" aria-expanded={isOpen} onClick={onToggle}>
        <time dateTime={at}>{dateTime(at)}</time>
        <span class="badge">{kind}</span>
        <span class="mono call-requester">{to}</span>
        <span class="call-why">{subject ?? eventsIn(document)}</span>
      </button>
      {isOpen && (
        <div class="call-bodies">
          {text !== undefined && <Body title="Text" value={text} />}
          {document !== undefined && <Body title="Document" value={document} />}
          <Body
            title="Attempts"
            value={attempts.length === 0 ? 'None: it stands in this outbox alone.' : attempts}
          />
        </div>
      )}
    </li>
  );
}

function eventsIn(document: unknown): string {
  const { Events = [] } = (document ?? {}) as { Events?: readonly { EventType?: string }[] };
  return Events.map(({ EventType }) => EventType).join(', ');
}
