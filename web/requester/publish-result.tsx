import { plural } from '../parts/format.ts';
import type { Published } from './publish.ts';
import { type RequesterPageProps, requesterHref } from './requester-page.ts';

type PublishResultProps = RequesterPageProps & {
  readonly published: readonly Published[];
  readonly total: number;
  readonly isBusy: boolean;
};

const problemsShown = 10;

/** What was published so far, and which rows were refused with what words. */
export function PublishResult({ live, published, total, isBusy }: PublishResultProps) {
  if (published.length === 0) return null;
  const done = published.filter(({ hit }) => hit !== undefined);
  const refused = published.filter(({ problem }) => problem !== undefined);
  const [first] = done;
  return (
    <div
      class={`notice ${refused.length === 0 ? 'notice-good' : 'notice-warn'}`}
      role="status"
      data-published={done.length}
    >
      <p>
        {plural(done.length, 'HIT')} of {total} published{isBusy ? '…' : '.'}{' '}
        {first?.hit !== undefined && (
          <a href={total === 1 ? requesterHref(live, 'hits', first.hit) : requesterHref(live)}>
            {total === 1 ? 'See the HIT' : 'See the HITs'}
          </a>
        )}
      </p>
      {refused.length > 0 && (
        <ul class="why-list">
          {refused.slice(0, problemsShown).map(({ row, problem }) => (
            <li key={row}>
              Row {row + 1}: {problem}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
