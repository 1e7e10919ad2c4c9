import { count } from '../parts/format.ts';

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** Beside the value. */
  readonly note?: string;
}

/** Numbers that are to be compared, each with its bar. */
export function Bars({ bars, label }: { bars: readonly Bar[]; label: string }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <table class="bars" aria-label={label}>
      <tbody>
        {bars.map(({ name, value, note }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="bar-cell">
              {value > 0 && (
                <span class="bar" aria-hidden="true" style={{ width: `${(value / most) * 100}%` }} />
              )}
            </td>
            <td class="number">{count(value)}</td>
            {note !== undefined && <td class="number muted bar-note">{note}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
