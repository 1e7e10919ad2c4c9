/** A number in a line with others; what is no number counts as 0. */
export function NumberField({
  label,
  value,
  onInput,
}: {
  label: string;
  value: number;
  onInput: (value: number) => void;
}) {
  return (
    <label class="number-field">
      <span>{label}</span>
      <input
        type="number"
        step="any"
        value={value}
        onInput={(event) => onInput(Number(event.currentTarget.value) || 0)}
      />
    </label>
  );
}
