import type { QuestionTextField } from '../../server/contract/schemas/question.ts';
import type { AnswerProps } from './answer-props.ts';

export function TextInput({ question, value, onChange, ...rest }: AnswerProps) {
  if (question.answer.kind !== 'FreeTextAnswer') return null;
  return (
    <TextBox
      {...rest}
      field={question.answer}
      label={question.displayName ?? question.identifier}
      text={value.text}
      onText={(text) => onChange({ ...value, text })}
    />
  );
}

interface TextBoxProps extends Pick<AnswerProps, 'disabled' | 'describedBy' | 'isWrong'> {
  readonly field: QuestionTextField;
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** As tall as the requester suggests, with what it allows said beneath. */
export function TextBox({ field, label, text, onText, disabled, describedBy, isWrong }: TextBoxProps) {
  const wiring = {
    'aria-label': label,
    'aria-describedby': describedBy,
    'aria-invalid': isWrong ? ('true' as const) : undefined,
    disabled,
    value: text,
  };
  const { numeric, length } = field.constraints;
  return (
    <>
      {field.lines > 1 ? (
        <textarea
          {...wiring}
          rows={Math.min(field.lines, 30)}
          onInput={(e) => onText(e.currentTarget.value)}
        />
      ) : (
        <input
          {...wiring}
          type="text"
          inputMode={numeric ? 'decimal' : undefined}
          onInput={(e) => onText(e.currentTarget.value)}
        />
      )}
      {(numeric || length) && (
        <p class="hint">
          {numeric && `A number${between(numeric)}. `}
          {length && `${text.length} characters${between(length)}`}
        </p>
      )}
    </>
  );
}

function between({ min, max }: { min?: number | undefined; max?: number | undefined }): string {
  if (min !== undefined && max !== undefined) return `, ${min} to ${max} allowed`;
  if (min !== undefined) return `, at least ${min}`;
  return max === undefined ? '' : `, at most ${max}`;
}
