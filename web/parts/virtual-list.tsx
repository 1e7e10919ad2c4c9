import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface VirtualListProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** In pixels; all rows are of one height. */
  readonly rowHeight: number;
  readonly children: (item: T, place: number) => ComponentChildren;
}

/** Rows drawn beyond the window on either side, so that scrolling shows no gaps. */
const overscan = 6;

/** A list that draws what its window shows, however long it is. */
export function VirtualList<T>({ label, items, keyOf, rowHeight, children }: VirtualListProps<T>) {
  const box = useRef<HTMLElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  const first = Math.max(0, Math.floor(view.top / rowHeight) - overscan);
  const shown = items.slice(first, Math.ceil((view.top + view.height) / rowHeight) + overscan);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section class="virtual" ref={box} tabIndex={0} aria-label={label}>
      <ul style={{ height: `${items.length * rowHeight}px` }}>
        {shown.map((item, at) => (
          <li
            key={keyOf(item)}
            style={{ height: `${rowHeight}px`, transform: `translateY(${(first + at) * rowHeight}px)` }}
            aria-setsize={items.length}
            aria-posinset={first + at + 1}
          >
            {children(item, first + at)}
          </li>
        ))}
      </ul>
    </section>
  );
}
