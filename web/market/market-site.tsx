import type { SiteProps } from '../app/site.tsx';

export function MarketSite({ market }: SiteProps) {
  return <h1>{market}</h1>;
}
