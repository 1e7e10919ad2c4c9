import { here, pathParts } from '../app/location.ts';
import { dollars } from '../parts/format.ts';
import { LinkNote } from '../parts/link-note.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { Toasts } from '../parts/toasts.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { type RequesterPageProps, requesterHref } from './requester-page.ts';

const tabs = [
  { page: undefined, also: 'hits', title: 'HITs' },
  { page: 'publish', also: undefined, title: 'Publish' },
  { page: 'review', also: undefined, title: 'Review work' },
  { page: 'types', also: undefined, title: 'Qualification types' },
  { page: 'requests', also: undefined, title: 'Requests' },
  { page: 'workers', also: undefined, title: 'Workers' },
] as const;

/** Whose account it is, what is on it, and where to go. */
export function RequesterHead({ live }: RequesterPageProps) {
  const [, , shown] = pathParts();
  const { data } = useLoaded(
    () => live.call<{ AvailableBalance: string }>('GetAccountBalance', {}),
    [live, live.changes.value],
  );
  return (
    <header class="person">
      <div class="section-head">
        <h1>{live.accessKeyId}</h1>
        <a href={here('/requester')}>Another account</a>
        <div class="figures">
          <dl class="figures-line">
            <div>
              <dt>Balance</dt>
              <dd data-figure="balance">{data ? dollars(data.AvailableBalance) : '–'}</dd>
            </div>
          </dl>
          <LinkNote link={live.link} />
        </div>
      </div>
      <Tabs
        label="Pages of this account"
        tabs={tabs.map(({ page, also, title }) => ({
          title,
          href: requesterHref(live, ...(page === undefined ? [] : [page])),
          isShown: shown === page || (shown !== undefined && shown === also),
        }))}
      />
      <Toasts />
    </header>
  );
}
