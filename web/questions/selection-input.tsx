import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { FormQuestion } from '../../server/contract/schemas/question.ts';
import type { AnswerProps } from './answer-props.ts';
import { ContentPiece } from './contents.tsx';
import type { FormValue } from './form-values.ts';
import { TextBox } from './text-input.tsx';

type SelectionAnswer = Extract<FormQuestion['answer'], { kind: 'SelectionAnswer' }>;

interface ChoiceProps extends AnswerProps {
  readonly answer: SelectionAnswer;
}

/** Stands for the text of one's own in lists of options. */
const otherChoice = '\u0000other';

export function SelectionInput(props: AnswerProps) {
  const { answer } = props.question;
  if (answer.kind !== 'SelectionAnswer') return null;
  const isTextOnly = answer.selections.every(({ content }) => content.kind === 'Text');
  const asMenu = isTextOnly && answer.maxSelections === 1 && isMenu(answer.style);
  return (
    <>
      {asMenu ? <Menu {...props} answer={answer} /> : <Boxes {...props} answer={answer} />}
      {answer.other && props.value.other !== undefined && (
        <TextBox
          field={answer.other}
          label="Your own answer"
          text={props.value.other}
          disabled={props.disabled}
          describedBy={props.describedBy}
          isWrong={props.isWrong}
          onText={(other) => props.onChange({ ...props.value, other })}
        />
      )}
    </>
  );
}

function isMenu(style: SelectionAnswer['style']): boolean {
  return style === 'dropdown' || style === 'list' || style === 'combobox';
}

function Menu({ answer, question, value, disabled, onChange, describedBy, isWrong }: ChoiceProps) {
  const chosen = value.other === undefined ? (value.selections[0] ?? '') : otherChoice;
  return (
    <select
      aria-label={question.displayName ?? question.identifier}
      aria-describedby={describedBy}
      aria-invalid={isWrong ? 'true' : undefined}
      disabled={disabled}
      value={chosen}
      onChange={(event) => onChange(chose(value, event.currentTarget.value))}
    >
      <option value="">Choose…</option>
      {answer.selections.map(({ identifier, content }) => (
        <option key={identifier} value={identifier}>
          {content.kind === 'Text' ? content.text : identifier}
        </option>
      ))}
      {answer.other && <option value={otherChoice}>Other…</option>}
    </select>
  );
}

/** One choice in place of what was chosen. */
function chose(value: FormValue, identifier: string): FormValue {
  if (identifier === otherChoice) return { ...value, selections: [], other: '' };
  return { ...value, selections: identifier === '' ? [] : [identifier], other: undefined };
}

function Boxes({ answer, question, value, disabled, onChange }: ChoiceProps) {
  const name = useId();
  const isSingle = answer.maxSelections === 1;
  const isChosen = (identifier: string) =>
    identifier === otherChoice ? value.other !== undefined : value.selections.includes(identifier);
  const toggle = (identifier: string) =>
    onChange(isSingle ? chose(value, identifier) : toggled(value, identifier));
  const choice = (identifier: string): Omit<ChoiceBoxProps, 'children'> => ({
    name,
    disabled,
    type: isSingle ? 'radio' : 'checkbox',
    identifier,
    isChosen: isChosen(identifier),
    onToggle: () => toggle(identifier),
  });
  const anything = value.selections.length > 0 || value.other !== undefined;
  return (
    <div class="choices">
      {!isSingle && <p class="hint">{countsSaid(answer)}</p>}
      {answer.selections.map(({ identifier, content }) => (
        <Choice key={identifier} {...choice(identifier)}>
          {content.kind === 'Text' ? content.text : <ContentPiece piece={content} />}
        </Choice>
      ))}
      {answer.other && <Choice {...choice(otherChoice)}>Other</Choice>}
      {isSingle && !question.required && anything && !disabled && (
        <button type="button" class="plain small" onClick={() => onChange(chose(value, ''))}>
          Clear the choice
        </button>
      )}
    </div>
  );
}

interface ChoiceBoxProps {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly identifier: string;
  readonly disabled: boolean;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
  readonly children: ComponentChildren;
}

function Choice({ type, name, identifier, disabled, isChosen, onToggle, children }: ChoiceBoxProps) {
  return (
    <label class="choice">
      <input
        type={type}
        name={name}
        value={identifier}
        disabled={disabled}
        checked={isChosen}
        onChange={onToggle}
      />
      <span>{children}</span>
    </label>
  );
}

function toggled(value: FormValue, identifier: string): FormValue {
  if (identifier === otherChoice) return { ...value, other: value.other === undefined ? '' : undefined };
  const without = value.selections.filter((each) => each !== identifier);
  const isOn = without.length < value.selections.length;
  return { ...value, selections: isOn ? without : [...value.selections, identifier] };
}

function countsSaid({ minSelections: min, maxSelections: max }: SelectionAnswer): string {
  return min === max ? `Choose ${min}.` : `Choose ${min} to ${max}.`;
}
