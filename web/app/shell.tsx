import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { here, path } from './location.ts';
import { MarketPicker } from './market-picker.tsx';
import { ThemePicker } from './theme-picker.tsx';

const sites = [
  { name: 'worker', title: 'Worker' },
  { name: 'requester', title: 'Requester' },
  { name: 'market', title: 'Market' },
] as const;

/** What surrounds every page. */
export function Shell({ site, children }: { site: string | undefined; children: ComponentChildren }) {
  const main = useFocusOnArrival();
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <a class="brand" href={here('/')} aria-current={site === undefined ? 'page' : undefined}>
          turksim
        </a>
        <nav class="sites" aria-label="Sites">
          {sites.map(({ name, title }) => (
            <a key={name} href={here(`/${name}`)} aria-current={site === name ? 'true' : undefined}>
              {title}
            </a>
          ))}
        </nav>
        <span class="top-tools">
          <MarketPicker />
          <ThemePicker />
        </span>
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        {children}
      </main>
    </>
  );
}

/** Moves the keyboard's place to the content of a page that was just opened by a link. */
function useFocusOnArrival() {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path.peek());
  const now = path.value;
  useEffect(() => {
    if (shown.current === now) return;
    shown.current = now;
    main.current?.focus({ preventScroll: true });
  }, [now]);
  return main;
}
