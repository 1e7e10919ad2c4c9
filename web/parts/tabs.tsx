import { useEffect, useRef } from 'preact/hooks';

export interface Tab {
  readonly title: string;
  readonly href: string;
  readonly isShown: boolean;
  /** How many things wait there. */
  readonly count?: number;
}

/** The pages of a site. On a narrow window the row scrolls, and the page shown is scrolled to. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const row = useRef<HTMLElement>(null);
  const shown = tabs.find(({ isShown }) => isShown)?.href;
  // A count that comes later makes its tab wider.
  const counts = tabs.map(({ count = 0 }) => count).join();
  useEffect(() => {
    const link = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (row.current && link) row.current.scrollLeft = link.offsetLeft - row.current.offsetLeft;
  }, [shown, counts]);
  return (
    <nav class="tabs" aria-label={label} ref={row}>
      {tabs.map(({ title, href, isShown, count = 0 }) => (
        <a key={title} href={href} aria-current={isShown ? 'page' : undefined}>
          {title}
          {count > 0 && <span class="count">{count}</span>}
        </a>
      ))}
    </nav>
  );
}
