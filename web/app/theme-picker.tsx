import { theme, themes } from './theme.ts';

const titles = { auto: 'Auto', light: 'Light', dark: 'Dark' } as const;

export function ThemePicker() {
  return (
    <select
      class="quiet"
      aria-label="Theme"
      value={theme.value}
      onChange={(event) => {
        theme.value = themes.find((name) => name === event.currentTarget.value) ?? 'auto';
      }}
    >
      {themes.map((name) => (
        <option key={name} value={name}>
          {titles[name]}
        </option>
      ))}
    </select>
  );
}
