import { z } from 'zod';
import { operationFidelities } from '../../operations/fidelity.ts';
import { route } from './route.ts';

const operationsSchema = z.object({
  operations: z.array(
    z.object({
      name: z.string(),
      fidelity: z.enum(['exact', 'close', 'partial']),
      differences: z.array(z.string()),
    }),
  ),
});

export const operationRoutes = [
  route({
    method: 'get',
    path: '/api/operations',
    summary: 'Every operation of the Requester API: how near it comes to the real one, and where it differs.',
    access: 'admin',
    answer: operationsSchema,
    run: () => ({
      operations: operationFidelities().map((o) => ({ ...o, differences: [...o.differences] })),
    }),
  }),
];
