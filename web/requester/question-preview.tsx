import { useEffect, useState } from 'preact/hooks';
import type { QuestionRead, ReadQuestionBody } from '../../server/contract/schemas/question.ts';
import { messageOf } from '../api/http.ts';
import { readQuestion } from '../api/worker-api.ts';
import { openValues, problemsOf } from '../questions/form-values.ts';
import { QuestionFormView } from '../questions/question-form.tsx';

/** How long the writer's typing rests before it is read. */
const restMs = 250;

export interface QuestionPreviewProps {
  readonly market: string;
  /** Undefined while there is nothing to read yet. */
  readonly document: ReadQuestionBody | undefined;
  /** HTML to be shown without being published. */
  readonly html?: string | undefined;
}

/** A question as the worker will see it, read by the same rules by which the server will take it. */
export function QuestionPreview({ market, document, html }: QuestionPreviewProps) {
  const { read, problem } = useRead(market, document);
  return (
    <section class="card card-body stack preview" aria-label="Preview">
      <h3>As workers will see it</h3>
      {problem !== undefined && (
        <p class="field-error" role="status">
          {problem}
        </p>
      )}
      {document === undefined && <p class="muted">Nothing to be seen yet.</p>}
      {read?.question.kind === 'QuestionForm' && <TryForm key={JSON.stringify(read.question)} read={read} />}
      {read?.question.kind === 'ExternalQuestion' && (
        <p>
          Workers get the page <span class="mono">{read.question.url}</span> in a frame.
        </p>
      )}
      {read?.question.kind === 'HTMLQuestion' && html !== undefined && (
        <>
          <iframe class="html-preview" title="The page without its scripts" sandbox="" srcdoc={html} />
          <p class="hint">Scripts, as crowd-html-elements, run once the HIT is published.</p>
        </>
      )}
    </section>
  );
}

function useRead(market: string, document: ReadQuestionBody | undefined) {
  const [read, setRead] = useState<QuestionRead>();
  const [problem, setProblem] = useState<string>();
  const text = document === undefined ? undefined : JSON.stringify(document);
  useEffect(() => {
    if (text === undefined) {
      setRead(undefined);
      return setProblem(undefined);
    }
    let isCurrent = true;
    const timer = setTimeout(() => {
      readQuestion(market, JSON.parse(text) as ReadQuestionBody).then(
        (answer) => {
          if (!isCurrent) return;
          setRead(answer);
          setProblem(undefined);
        },
        (error: unknown) => isCurrent && setProblem(messageOf(error)),
      );
    }, restMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [market, text]);
  return { read, problem };
}

/** A form that can be filled in to try it; nothing is sent. */
function TryForm({ read }: { read: QuestionRead }) {
  const { question: form } = read;
  const [values, setValues] = useState(() => (form.kind === 'QuestionForm' ? openValues(form) : {}));
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  if (form.kind !== 'QuestionForm') return null;
  return (
    <>
      <QuestionFormView form={form} values={values} problems={problems} onChange={setValues} />
      <div>
        <button type="button" class="small" onClick={() => setProblems(problemsOf(form, values))}>
          Check as if handed in
        </button>
      </div>
    </>
  );
}
