import { ErrorBox } from '../parts/states.tsx';
import { useTitle } from '../parts/use-title.ts';
import { standardMarket } from './location.ts';

/** What stands where the address names a market that is not there, on whichever page. */
export function MissingMarket({ market }: { market: string }) {
  useTitle('No such market');
  return (
    <div class="page">
      <h1>No such market</h1>
      <ErrorBox message={`There is no market ${market}.`}>
        <p>
          <a href="/">Go to the market {standardMarket}</a>, or choose another at the top.
        </p>
      </ErrorBox>
    </div>
  );
}
