import type { SiteProps } from '../app/site.tsx';

export function RequesterSite({ market }: SiteProps) {
  return <h1>{market}</h1>;
}
