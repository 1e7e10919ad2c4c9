import { useEffect, useMemo } from 'preact/hooks';
import { here, pathParts } from '../app/location.ts';
import type { SiteProps } from '../app/site-props.ts';
import { useServerConfig } from '../app/use-server-config.ts';
import { openRequesterLive } from '../connection/requester-live.ts';
import { remember } from '../parts/remembered.ts';
import { ErrorBox } from '../parts/states.tsx';
import { accountsKept, ChooseAccount } from './choose-account.tsx';
import { HitPage } from './hit-page.tsx';
import { HitsPage } from './hits-page.tsx';
import { PeoplePage } from './people-page.tsx';
import { PublishPage } from './publish-page.tsx';
import { RequesterHead } from './requester-head.tsx';
import type { RequesterPageProps } from './requester-page.ts';
import { RequestsPage } from './requests-page.tsx';
import { ReviewPage } from './review-page.tsx';
import { TypeEditPage } from './type-edit-page.tsx';
import { TypePage } from './type-page.tsx';
import { TypesPage } from './types-page.tsx';
import './requester.css';

export function RequesterSite({ market }: SiteProps) {
  const [, account] = pathParts();
  if (account === undefined) return <ChooseAccount market={market} />;
  return <OneAccount key={account} market={market} accessKeyId={account} />;
}

/** All pages of one account share its connection. */
function OneAccount({ market, accessKeyId }: { market: string; accessKeyId: string }) {
  const live = useMemo(() => openRequesterLive({ market, accessKeyId }), [market, accessKeyId]);
  useEffect(() => {
    remember(accountsKept, accessKeyId);
    return () => live.close();
  }, [live, accessKeyId]);
  const isGuarded = useServerConfig()?.auth === 'on';
  const link = live.link.value;
  return (
    <div class="page">
      <RequesterHead live={live} />
      {link.kind === 'refused' ? (
        <ErrorBox message={link.why}>
          <p>
            <a href={here('/requester')}>Choose another account</a>
            {isGuarded ? ', or give this one’s secret key there.' : '.'}
          </p>
        </ErrorBox>
      ) : (
        <RequesterPage live={live} />
      )}
    </div>
  );
}

function RequesterPage({ live }: RequesterPageProps) {
  const [, , page, id, act] = pathParts();
  switch (page) {
    case undefined:
      return <HitsPage live={live} />;
    case 'hits':
      return id === undefined ? <HitsPage live={live} /> : <HitPage key={id} live={live} hit={id} />;
    case 'publish':
      return <PublishPage live={live} />;
    case 'review':
      return <ReviewPage live={live} />;
    case 'types':
      if (id === undefined) return <TypesPage live={live} />;
      if (id === 'new') return <TypeEditPage live={live} type={undefined} />;
      return act === 'edit' ? (
        <TypeEditPage key={id} live={live} type={id} />
      ) : (
        <TypePage key={id} live={live} type={id} />
      );
    case 'requests':
      return <RequestsPage live={live} />;
    case 'workers':
      return <PeoplePage live={live} />;
    default:
      return <ErrorBox message="There is no such page." />;
  }
}
