import type { ComponentChildren } from 'preact';
import type { Group } from '../../server/contract/schemas/group.ts';
import { dollars, duration, plural } from '../parts/format.ts';
import { type WorkerPageProps, workerHref } from './worker-page.ts';

type HitHeadProps = WorkerPageProps &
  Pick<
    Group,
    'title' | 'description' | 'keywords' | 'reward' | 'requester' | 'assignmentDurationInSeconds'
  > & {
    readonly available?: number;
    readonly children: ComponentChildren;
  };

/** What is asked, by whom, for how much; beside it what can be done. */
export function HitHead({ live, title, description, keywords, reward, requester, ...rest }: HitHeadProps) {
  return (
    <header class="hit-head">
      <div class="hit-words">
        <p>
          <a href={workerHref(live)}>All HITs</a>
        </p>
        <h2 class="hit-title">{title}</h2>
        <p>{description}</p>
        <p class="muted">
          {requester.name} · {duration(rest.assignmentDurationInSeconds)} for each
          {rest.available !== undefined && ` · ${plural(rest.available, 'HIT')} to be had`}
          {keywords !== '' && ` · ${keywords}`}
        </p>
      </div>
      <div class="hit-actions">
        <span class="hit-reward">{dollars(reward)}</span>
        {rest.children}
      </div>
    </header>
  );
}
