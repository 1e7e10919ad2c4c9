import { signal } from '@preact/signals';

export interface Toast {
  readonly id: number;
  readonly tone: 'good' | 'bad' | 'plain';
  readonly text: string;
}

const shownMs = 6000;
/** Older ones make room: nobody reads a tower of them. */
const shownMax = 4;

const toasts = signal<readonly Toast[]>([]);
let last = 0;

/** Tells the reader something that needs no answer. */
export function toast(tone: Toast['tone'], text: string): void {
  const id = ++last;
  toasts.value = [...toasts.peek(), { id, tone, text }].slice(-shownMax);
  setTimeout(() => {
    toasts.value = toasts.peek().filter((each) => each.id !== id);
  }, shownMs);
}

export function Toasts() {
  return (
    <ul class="toasts" aria-live="polite">
      {toasts.value.map(({ id, tone, text }) => (
        <li key={id} class={`notice notice-${tone}`}>
          {text}
        </li>
      ))}
    </ul>
  );
}
