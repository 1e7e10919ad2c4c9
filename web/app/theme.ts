import { effect, signal } from '@preact/signals';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const kept = 'turksim.theme';

function keptTheme(): Theme {
  const text = localStorage.getItem(kept);
  return text === 'light' || text === 'dark' ? text : 'auto';
}

/** `auto` follows the system. `public/theme.js` sets the same before the first paint. */
export const theme = signal<Theme>(keptTheme());

export function applyTheme(): void {
  effect(() => {
    const { dataset } = document.documentElement;
    if (theme.value === 'auto') {
      delete dataset.theme;
      localStorage.removeItem(kept);
      return;
    }
    dataset.theme = theme.value;
    localStorage.setItem(kept, theme.value);
  });
}
