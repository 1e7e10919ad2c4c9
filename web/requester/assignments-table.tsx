import type { WireAssignment } from '../api/requester-entities.ts';
import { dateTime, duration } from '../parts/format.ts';
import { ScrollBox } from '../parts/scroll-box.tsx';
import { readAnswers } from './answers.ts';
import type { Result } from './results-csv.ts';

export interface AssignmentsTableProps {
  readonly results: readonly Result[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
  /** Names the HIT of each as well. */
  readonly withHit?: boolean;
}

/** Submitted work with its answers. All of it can be chosen, since decided work gets bonuses too. */
export function AssignmentsTable({ results, chosen, onChoose, withHit = false }: AssignmentsTableProps) {
  const undecided = results.map(({ assignment }) => assignment).filter(isUndecided);
  const isAll = undecided.length > 0 && undecided.every(({ AssignmentId }) => chosen.has(AssignmentId));
  return (
    <ScrollBox label="Submitted work">
      <table>
        <thead>
          <tr>
            <th scope="col">
              <input
                type="checkbox"
                aria-label="Choose all that are to be decided"
                checked={isAll}
                disabled={undecided.length === 0}
                onChange={() =>
                  onChoose(new Set(isAll ? [] : undecided.map(({ AssignmentId }) => AssignmentId)))
                }
              />
            </th>
            {withHit && <th scope="col">HIT</th>}
            <th scope="col">Worker</th>
            <th scope="col">State</th>
            <th scope="col">Submitted</th>
            <th scope="col">Took</th>
            <th scope="col">Answers</th>
          </tr>
        </thead>
        <tbody>
          {results.map((result) => (
            <AssignmentRow
              key={result.assignment.AssignmentId}
              result={result}
              withHit={withHit}
              isChosen={chosen.has(result.assignment.AssignmentId)}
              onToggle={() => onChoose(toggled(chosen, result.assignment.AssignmentId))}
            />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

export const isUndecided = ({ AssignmentStatus }: WireAssignment): boolean =>
  AssignmentStatus === 'Submitted';

function toggled(chosen: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}

interface RowProps {
  readonly result: Result;
  readonly withHit: boolean;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}

function AssignmentRow({ result: { hit, assignment }, withHit, isChosen, onToggle }: RowProps) {
  const { AssignmentId, WorkerId, AssignmentStatus, SubmitTime, AcceptTime, RequesterFeedback } = assignment;
  return (
    <tr data-assignment={AssignmentId}>
      <td>
        <input
          type="checkbox"
          aria-label={`Choose the work of ${WorkerId}`}
          checked={isChosen}
          onChange={onToggle}
        />
      </td>
      {withHit && <td>{hit.Title}</td>}
      <td class="mono">{WorkerId}</td>
      <td>
        <span class={`badge status-${AssignmentStatus.toLowerCase()}`}>{AssignmentStatus}</span>
        {RequesterFeedback !== undefined && <span class="sub">{RequesterFeedback}</span>}
      </td>
      <td>{dateTime(SubmitTime * 1000)}</td>
      <td>{duration(SubmitTime - AcceptTime)}</td>
      <td>
        <Answers document={assignment.Answer} />
      </td>
    </tr>
  );
}

export function Answers({ document }: { document: string | undefined }) {
  const answers = readAnswers(document);
  if (answers.length === 0) return <span class="muted">none</span>;
  return (
    <dl class="answers">
      {answers.map(({ question, text }) => (
        <div key={question}>
          <dt>{question}</dt>
          <dd>{text === '' ? '–' : text}</dd>
        </div>
      ))}
    </dl>
  );
}
