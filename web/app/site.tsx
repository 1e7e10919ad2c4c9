import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../api/http.ts';
import { ErrorBox, Loading } from '../parts/states.tsx';
import type { SiteProps } from './site-props.ts';

type SiteComponent = ComponentType<SiteProps>;

const sites: Readonly<Record<string, () => Promise<SiteComponent>>> = {
  worker: async () => (await import('../worker/worker-site.tsx')).WorkerSite,
  requester: async () => (await import('../requester/requester-site.tsx')).RequesterSite,
  market: async () => (await import('../market/market-site.tsx')).MarketSite,
};

const loaded = new Map<string, SiteComponent>();

/** One of the three sites; its code comes with it. */
export function Site({ name, market }: { name: string; market: string }) {
  const [Component, setComponent] = useState<SiteComponent | undefined>(() => loaded.get(name));
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (Component) return;
    const load = sites[name];
    if (!load) return setProblem('There is no such page.');
    load().then(
      (site) => {
        loaded.set(name, site);
        setComponent(() => site);
      },
      (error: unknown) => setProblem(`This page could not be loaded: ${messageOf(error)}`),
    );
  }, [name, Component]);
  if (problem !== undefined) return <ErrorBox message={problem} />;
  return Component ? <Component market={market} /> : <Loading what="the page" />;
}
