import { batch } from '@preact/signals';

/** How long pushes wait in a tab that is not shown, which gets no frames. */
const hiddenMs = 250;

/**
 * Gathers what arrives and hands it over once a frame, so that hundreds of pushes a second cost one rendering
 * each frame instead of one each.
 */
export function frameBatch<T>(apply: (items: readonly T[]) => void): (item: T) => void {
  let waiting: T[] = [];
  const flush = () => {
    const items = waiting;
    waiting = [];
    batch(() => apply(items));
  };
  return (item) => {
    waiting.push(item);
    if (waiting.length > 1) return;
    if (document.hidden) setTimeout(flush, hiddenMs);
    else requestAnimationFrame(flush);
  };
}
