import { useEffect, useState } from 'preact/hooks';
import { type LoggedCall, listCalls } from '../api/market-api.ts';
import { CheckField } from '../parts/field.tsx';
import { count, dateTime } from '../parts/format.ts';
import { Empty, ErrorBox, Loading } from '../parts/states.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';

const callsShown = 300;
const refreshMs = 1500;

/** What programs asked of the Requester API, what they were answered, and why. */
export function CallsPage({ market }: { market: string }) {
  useTitle('API calls');
  const [isFollowing, setFollowing] = useState(true);
  const [search, setSearch] = useState('');
  const [onlyRefused, setOnlyRefused] = useState(false);
  const [openId, setOpenId] = useState<string>();
  const { data, problem, reload } = useLoaded(() => listCalls(market, callsShown), [market]);
  useEffect(() => {
    if (!isFollowing) return;
    const timer = setInterval(() => document.hidden || reload(), refreshMs);
    return () => clearInterval(timer);
  }, [isFollowing, reload]);
  const found = (data?.requests ?? []).filter((call) => isFound(call, search, onlyRefused));
  return (
    <section class="card" aria-labelledby="calls">
      <div class="card-title card-title-tools">
        <h2 id="calls">Calls of the Requester API</h2>
        <input
          type="search"
          placeholder="Search operation, requester, text"
          aria-label="Search calls"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <CheckField label="Only refused" checked={onlyRefused} onChange={setOnlyRefused} />
        <CheckField label="Follow" checked={isFollowing} onChange={setFollowing} />
      </div>
      {problem !== undefined && <ErrorBox message={problem} />}
      {!data && problem === undefined && <Loading what="the calls" />}
      {data && found.length === 0 && <NoCalls isSearch={data.requests.length > 0} />}
      <ul>
        {found.map((call) => (
          <CallRow
            key={call.id}
            call={call}
            isOpen={call.id === openId}
            onToggle={() => setOpenId(call.id === openId ? undefined : call.id)}
          />
        ))}
      </ul>
      {data !== undefined && data.requests.length > 0 && (
        <p class="hint card-note">
          {data.requests.length === callsShown
            ? `The newest ${count(callsShown)} that this server answered.`
            : `All ${count(data.requests.length)} that this server remembers.`}
        </p>
      )}
    </section>
  );
}

function isFound(call: LoggedCall, search: string, onlyRefused: boolean): boolean {
  if (onlyRefused && call.status < 400) return false;
  const wanted = search.trim().toLowerCase();
  return wanted === '' || JSON.stringify(call).toLowerCase().includes(wanted);
}

function NoCalls({ isSearch }: { isSearch: boolean }) {
  if (isSearch) return <Empty title="No call is found by that." />;
  return (
    <Empty title="No program has called yet.">
      <p>
        Point the AWS SDK’s MTurk client at <span class="mono">{location.origin}</span> and its calls appear
        here.
      </p>
    </Empty>
  );
}

interface CallRowProps {
  readonly call: LoggedCall;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function CallRow({ call, isOpen, onToggle }: CallRowProps) {
  const { at, operation, requester, status } = call;
  const isRefused = status >= 400;
  return (
    <li class="call">
      <button type="button" class="call-row" aria-expanded={isOpen} onClick={onToggle}>
        <time dateTime={at}>{dateTime(at)}</time>
        <span class="call-operation">{operation || 'no operation'}</span>
        <span class="mono call-requester">{requester || '–'}</span>
        <span class={`badge ${isRefused ? 'status-rejected' : 'status-approved'}`}>{status}</span>
        <span class="call-why">{isRefused ? whyRefused(call.output) : ''}</span>
      </button>
      {isOpen && (
        <div class="call-bodies">
          <Body title="Sent" value={call.input} />
          <Body title="Answered" value={call.output} />
        </div>
      )}
    </li>
  );
}

function whyRefused(output: unknown): string {
  const {
    __type = '',
    Message,
    message,
  } = (output ?? {}) as { __type?: string; Message?: string; message?: string };
  return [__type, Message ?? message].filter(Boolean).join(': ');
}

export function Body({ title, value }: { title: string; value: unknown }) {
  return (
    <figure class="body">
      <figcaption class="field-label">{title}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</pre>
    </figure>
  );
}
