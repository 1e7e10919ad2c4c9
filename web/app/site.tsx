import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ErrorBox, Loading } from '../parts/states.tsx';
import type { SiteProps } from './site-props.ts';

type SiteComponent = ComponentType<SiteProps>;

const sites: Readonly<Record<string, () => Promise<SiteComponent>>> = {
  worker: async () => (await import('../worker/worker-site.tsx')).WorkerSite,
  requester: async () => (await import('../requester/requester-site.tsx')).RequesterSite,
  market: async () => (await import('../market/market-site.tsx')).MarketSite,
};

const loaded = new Map<string, SiteComponent>();

const againMs = 2000;

/** A browser keeps what failed to load as failed: only the whole document anew has it. */
async function reloadWhenBack(): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, againMs));
    const answer = await fetch('/health').catch(() => undefined);
    if (answer?.ok === true) return location.reload();
  }
}

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
      () => {
        setProblem('This page could not be loaded. It comes by itself when the server answers.');
        void reloadWhenBack();
      },
    );
  }, [name, Component]);
  if (problem !== undefined)
    return (
      <div class="page">
        <ErrorBox message={problem} />
      </div>
    );
  return Component ? <Component market={market} /> : <Loading what="the page" />;
}
