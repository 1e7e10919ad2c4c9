import { assignmentRoutes } from './assignments.ts';
import { audienceRoutes } from './audience.ts';
import { clockRoutes } from './clock.ts';
import { feedRoutes } from './feed.ts';
import { groupRoutes } from './groups.ts';
import { hitLayoutRoutes } from './hit-layouts.ts';
import { hitRoutes } from './hits.ts';
import { marketRoutes } from './markets.ts';
import { operationRoutes } from './operations.ts';
import { outboxRoutes } from './outbox.ts';
import { qualificationRequestRoutes } from './qualification-requests.ts';
import { qualificationTypeRoutes } from './qualification-types.ts';
import { questionRoutes } from './questions.ts';
import { requestRoutes } from './requests.ts';
import type { Route } from './route.ts';
import { workerListRoutes } from './worker-lists.ts';
import { workerRoutes } from './workers.ts';

/** All routes of the control and worker API but the eligibility checks, which have a path of their own. */
export const apiRoutes: readonly Route[] = [
  ...marketRoutes,
  ...clockRoutes,
  ...workerRoutes,
  ...workerListRoutes,
  ...groupRoutes,
  ...hitRoutes,
  ...hitLayoutRoutes,
  ...assignmentRoutes,
  ...qualificationTypeRoutes,
  ...qualificationRequestRoutes,
  ...questionRoutes,
  ...audienceRoutes,
  ...feedRoutes,
  ...requestRoutes,
  ...outboxRoutes,
  ...operationRoutes,
];
