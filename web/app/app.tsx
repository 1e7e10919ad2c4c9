import { HomePage } from '../home/home-page.tsx';
import { marketShown, pathParts } from './location.ts';
import { MissingMarket } from './missing-market.tsx';
import { Shell } from './shell.tsx';
import { Site } from './site.tsx';
import { useIsMissing } from './use-is-missing.ts';

/** Which page the address names. A site is loaded when it is first opened. */
export function App() {
  const [site] = pathParts();
  const market = marketShown();
  const isMissing = useIsMissing(market);
  return (
    <Shell site={site}>
      {isMissing ? (
        <MissingMarket market={market} />
      ) : (
        <Page key={`${site} ${market}`} site={site} market={market} />
      )}
    </Shell>
  );
}

function Page({ site, market }: { site: string | undefined; market: string }) {
  return site === undefined ? <HomePage market={market} /> : <Site name={site} market={market} />;
}
