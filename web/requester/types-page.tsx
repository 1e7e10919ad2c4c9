import { listAll } from '../api/requester-api.ts';
import type { QualificationType } from '../api/requester-entities.ts';
import { date, duration } from '../parts/format.ts';
import { ScrollBox } from '../parts/scroll-box.tsx';
import { Empty, ErrorBox, Loading } from '../parts/states.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';
import { type RequesterPageProps, requesterHref } from './requester-page.ts';

/** The account's own Qualification types. */
export function TypesPage({ live }: RequesterPageProps) {
  useTitle('Qualification types');
  const { data, problem } = useLoaded(
    () =>
      listAll<QualificationType>(live, 'ListQualificationTypes', {
        items: 'QualificationTypes',
        input: { MustBeRequestable: false, MustBeOwnedByCaller: true },
      }),
    [live],
  );
  if (problem !== undefined) return <ErrorBox message={problem} />;
  if (!data) return <Loading what="the types" />;
  return (
    <section class="card" aria-labelledby="types">
      <div class="card-title card-title-tools">
        <h2 id="types">Your Qualification types</h2>
        <a class="button primary" href={requesterHref(live, 'types', 'new')}>
          New type
        </a>
      </div>
      {data.length === 0 ? (
        <Empty title="You have no Qualification type yet.">
          <p>A type is what HITs can ask for: granted at once, by you, or by a test.</p>
        </Empty>
      ) : (
        <ScrollBox label="Your Qualification types">
          <table>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">How it is had</th>
                <th scope="col">State</th>
                <th scope="col">Made</th>
              </tr>
            </thead>
            <tbody>
              {data.map((type) => (
                <tr key={type.QualificationTypeId}>
                  <td>
                    <a href={requesterHref(live, 'types', type.QualificationTypeId)}>{type.Name}</a>
                    <span class="sub mono">{type.QualificationTypeId}</span>
                  </td>
                  <td>{howToGet(type)}</td>
                  <td>
                    <span class={`badge ${type.QualificationTypeStatus === 'Active' ? 'access-accept' : ''}`}>
                      {type.QualificationTypeStatus}
                    </span>
                  </td>
                  <td>{date(type.CreationTime * 1000)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </section>
  );
}

export function howToGet(type: QualificationType): string {
  const { AutoGranted, AutoGrantedValue = 1, Test, AnswerKey, TestDurationInSeconds = 0 } = type;
  if (AutoGranted) return `Granted at once with ${AutoGrantedValue}`;
  if (Test === undefined) return 'You decide on requests';
  const time = `test of ${duration(TestDurationInSeconds)}`;
  return AnswerKey === undefined ? `By a ${time}, which you grade` : `By a ${time}, graded by its key`;
}
