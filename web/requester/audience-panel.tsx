import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../api/http.ts';
import { type Audience, countAudience } from '../api/market-api.ts';
import type { WireRequirement } from '../api/requester-entities.ts';
import { count } from '../parts/format.ts';
import { comparatorTitles } from './requirement-draft.ts';
import type { TypeChoice } from './use-type-choices.ts';

export interface AudiencePanelProps {
  readonly market: string;
  readonly requirements: readonly WireRequirement[];
  readonly choices: readonly TypeChoice[];
  /** What can't be counted, in words. */
  readonly problem?: string | undefined;
}

/** How long the reader's hand rests before it is counted; short enough to follow a slider. */
const restMs = 60;

/** How many workers the requirements admit, now and requirement by requirement. */
export function AudiencePanel({ market, requirements, choices, problem }: AudiencePanelProps) {
  const { audience, refusal } = useAudience(market, requirements, problem !== undefined);
  const wrong = problem ?? refusal;
  return (
    <section class="card card-body stack audience" aria-label="Who is eligible">
      <h3>Who is eligible</h3>
      <p class="audience-count" aria-live="polite">
        <span data-figure="eligible">{audience ? count(audience.eligible.accept) : '–'}</span>
        <span class="muted"> of {audience ? count(audience.population) : '–'} workers may accept</span>
      </p>
      {wrong !== undefined && <p class="field-error">{wrong}</p>}
      {audience && (
        <>
          <table class="audience-levels">
            <thead>
              <tr>
                <td />
                <th scope="col" class="number">
                  All
                </th>
                <th scope="col" class="number">
                  Online
                </th>
              </tr>
            </thead>
            <tbody>
              {(['discover', 'preview', 'accept'] as const).map((level) => (
                <tr key={level}>
                  <th scope="row">May {level}</th>
                  <td class="number">{count(audience.eligible[level])}</td>
                  <td class="number">{count(audience.online[level])}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Funnel audience={audience} choices={choices} />
        </>
      )}
    </section>
  );
}

function useAudience(market: string, requirements: readonly WireRequirement[], isWrong: boolean) {
  const [audience, setAudience] = useState<Audience>();
  const [refusal, setRefusal] = useState<string>();
  const asked = JSON.stringify(requirements);
  useEffect(() => {
    if (isWrong) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      countAudience(market, JSON.parse(asked) as WireRequirement[], stop.signal).then(
        (answer) => {
          setAudience(answer);
          setRefusal(undefined);
        },
        (error: unknown) => stop.signal.aborted || setRefusal(messageOf(error)),
      );
    }, restMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [market, asked, isWrong]);
  return { audience, refusal };
}

/** What each requirement leaves of those before it. */
function Funnel({ audience, choices }: { audience: Audience; choices: readonly TypeChoice[] }) {
  const { population, funnel } = audience;
  if (funnel.length === 0) return null;
  const share = (value: number) => `${population === 0 ? 0 : (value / population) * 100}%`;
  return (
    <ol class="funnel" aria-label="Funnel">
      {funnel.map(({ requirement, alone, remaining }, place) => (
        <li key={place}>
          <span class="funnel-name">{sayRequirement(requirement, choices)}</span>
          <span class="funnel-bar" aria-hidden="true">
            <span class="funnel-alone" style={{ width: share(alone) }} />
            <span class="funnel-left" style={{ width: share(remaining) }} />
          </span>
          <span class="muted">
            {count(remaining)} left; {count(alone)} meet it alone
          </span>
        </li>
      ))}
    </ol>
  );
}

/** A requirement in one line. */
export function sayRequirement(
  requirement: WireRequirement | Audience['funnel'][number]['requirement'],
  choices: readonly TypeChoice[],
): string {
  const { QualificationTypeId: id, Comparator, IntegerValues, LocaleValues } = requirement;
  const name = choices.find((choice) => choice.id === id)?.title ?? id;
  const locales = LocaleValues?.map(({ Country, Subdivision }) =>
    [Country, Subdivision].filter(Boolean).join('-'),
  );
  return [name, comparatorTitles[Comparator], (locales ?? IntegerValues ?? []).join(', ')]
    .filter(Boolean)
    .join(' ');
}
