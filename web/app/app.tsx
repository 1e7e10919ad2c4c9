import { HomePage } from '../home/home-page.tsx';
import { marketShown, pathParts } from './location.ts';
import { Shell } from './shell.tsx';
import { Site } from './site.tsx';

/** Which page the address names. A site is loaded when it is first opened. */
export function App() {
  const [site] = pathParts();
  const market = marketShown();
  return (
    <Shell site={site}>
      {site === undefined ? (
        <HomePage key={market} market={market} />
      ) : (
        <Site key={`${site} ${market}`} name={site} market={market} />
      )}
    </Shell>
  );
}
