import { count, plural } from '../parts/format.ts';
import { ScrollBox } from '../parts/scroll-box.tsx';
import { useAction } from '../parts/use-action.ts';
import { type Batch, placeholdersOf, readBatch } from './batch.ts';

export interface BatchInputProps {
  readonly batch: Batch | undefined;
  /** The question with its placeholders. */
  readonly template: string;
  readonly onChange: (batch: Batch | undefined) => void;
}

/** A CSV file whose rows become HITs of one group. */
export function BatchInput({ batch, template, onChange }: BatchInputProps) {
  const action = useAction();
  const names = placeholdersOf(template);
  const choose = (event: Event & { currentTarget: HTMLInputElement }) => {
    const [file] = event.currentTarget.files ?? [];
    action.run(async () => onChange(file ? await readBatch(await file.text()) : undefined));
  };
  return (
    <div class="stack">
      <label class="field">
        <span class="field-label">CSV file (for a batch)</span>
        <input type="file" accept=".csv,text/csv" onChange={choose} />
      </label>
      <p class="hint">
        With a file each row becomes a HIT: <code>$&#123;column&#125;</code> in the question is replaced by
        the row’s value.
        {names.length > 0 && ` The question names ${names.join(', ')}.`}
      </p>
      {action.problem !== undefined && <p class="field-error">{action.problem}</p>}
      {batch?.problems.map((problem) => (
        <p key={problem} class="field-error">
          {problem}
        </p>
      ))}
      {batch && batch.problems.length === 0 && <Found batch={batch} names={names} />}
    </div>
  );
}

const rowsShown = 3;

function Found({ batch, names }: { batch: Batch; names: readonly string[] }) {
  const { columns, rows } = batch;
  const missing = names.filter((name) => !columns.includes(name));
  return (
    <>
      <p>
        {plural(rows.length, 'HIT')} from {plural(columns.length, 'column')}.
        {missing.length > 0 && (
          <span class="field-error">
            {' '}
            The file has no column {missing.join(', ')}: it stays as it is written.
          </span>
        )}
      </p>
      <ScrollBox label="First rows of the file">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, rowsShown).map((row, place) => (
              <tr key={place}>
                {columns.map((column) => (
                  <td key={column}>{row[column]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {rows.length > rowsShown && <p class="hint">and {count(rows.length - rowsShown)} more</p>}
    </>
  );
}
