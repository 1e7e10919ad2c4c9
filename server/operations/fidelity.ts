import { operations } from './index.ts';
import type { Fidelity } from './operation.ts';

export interface OperationFidelity {
  readonly name: string;
  readonly fidelity: Fidelity;
  readonly differences: readonly string[];
}

/** How near each operation comes to the real one, for `GET /api/operations` and the page of the documentation. */
export function operationFidelities(): OperationFidelity[] {
  return operations.map(({ name, fidelity, differences }) => ({ name, fidelity, differences }));
}
