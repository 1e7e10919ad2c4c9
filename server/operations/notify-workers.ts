import { z } from 'zod';
import { workerId } from '../contract/entities.ts';
import { invalidValue } from '../contract/errors.ts';
import { messageWorker } from '../lifecycle/notification.ts';
import { text } from './input/fields.ts';
import { operation } from './operation.ts';
import { lengthWithin } from './rules/text.ts';

const workersMax = 100;
/** Each mail writes two records and an inbox entry; a commit is bounded (design 1). */
const workersPerCommit = 16;

const input = z.object({ Subject: text, MessageText: text, WorkerIds: z.array(workerId) });

interface Answer {
  readonly NotifyWorkersFailureStatuses: readonly object[];
}

/** Mails workers whose work the caller has decided; all others are named in the answer. Source: mturk-api 1.23, D35. */
export const notifyWorkers = operation({
  name: 'NotifyWorkers',
  input,
  fidelity: 'exact',
  differences: [],
  batches: {
    split(input) {
      const { Subject, MessageText, WorkerIds } = input;
      lengthWithin('Subject', Subject, 0, 200);
      lengthWithin('MessageText', MessageText, 0, 4096);
      if (WorkerIds.length < 1 || WorkerIds.length > workersMax) throw invalidValue('WorkerIds', WorkerIds);
      const workers = [...new Set(WorkerIds)];
      const count = Math.ceil(workers.length / workersPerCommit);
      return Array.from({ length: count }, (_, number) => ({
        ...input,
        WorkerIds: workers.slice(number * workersPerCommit, (number + 1) * workersPerCommit),
      }));
    },
    join(answers) {
      const statuses = (answers as readonly Answer[]).flatMap(
        (answer) => answer.NotifyWorkersFailureStatuses,
      );
      return { NotifyWorkersFailureStatuses: statuses };
    },
  },
  async run({ Subject, MessageText, WorkerIds }, { tx, requester }) {
    const statuses: object[] = [];
    for (const worker of WorkerIds) {
      const failure = await messageWorker(tx, { requester, worker, subject: Subject, text: MessageText });
      if (failure === undefined) continue;
      statuses.push({
        NotifyWorkersFailureCode: 'HardFailure',
        NotifyWorkersFailureMessage: failure,
        WorkerId: worker,
      });
    }
    return { NotifyWorkersFailureStatuses: statuses };
  },
});
