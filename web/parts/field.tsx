import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with what stands in it, in words. */
  readonly error?: string | undefined;
  readonly children: (wiring: FieldWiring) => ComponentChildren;
}

/** What an input needs to be known by its label, hint and error. */
export interface FieldWiring {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
}

export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const notes = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`];
  const wiring: FieldWiring = {
    id,
    'aria-describedby': notes.filter(Boolean).join(' ') || undefined,
    'aria-invalid': error === undefined ? undefined : 'true',
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(wiring)}
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly type?: 'text' | 'search' | 'password';
  readonly lines?: number;
  readonly placeholder?: string;
  readonly mono?: boolean;
}

export function TextField(props: TextFieldProps) {
  const { label, value, onInput, hint, error, type = 'text', lines, placeholder, mono = false } = props;
  const look = mono ? { class: 'mono', spellcheck: false } : {};
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) =>
        lines === undefined ? (
          <input
            {...wiring}
            {...look}
            // The typings tell inputs apart by their type; this one uses what all have.
            type={type as 'text'}
            value={value}
            placeholder={placeholder}
            autoComplete="off"
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        ) : (
          <textarea
            {...wiring}
            {...look}
            rows={lines}
            value={value}
            placeholder={placeholder}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}

export interface SelectFieldProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly (readonly [value: V, title: string])[];
  readonly onChange: (value: V) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

export function SelectField<V extends string>({
  label,
  value,
  options,
  onChange,
  hint,
  error,
}: SelectFieldProps<V>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <select
          {...wiring}
          value={value}
          onChange={(event) => {
            const chosen = options.find(([each]) => each === event.currentTarget.value);
            if (chosen) onChange(chosen[0]);
          }}
        >
          {options.map(([each, title]) => (
            <option key={each} value={each}>
              {title}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export interface CheckFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

export function CheckField({ label, checked, onChange, disabled = false }: CheckFieldProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
