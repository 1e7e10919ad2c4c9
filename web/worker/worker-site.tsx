import type { SiteProps } from '../app/site.tsx';

export function WorkerSite({ market }: SiteProps) {
  return <h1>{market}</h1>;
}
