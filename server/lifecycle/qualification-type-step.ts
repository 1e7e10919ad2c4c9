import type { QualificationTypeRecord } from '../contract/records.ts';
import type { Step } from '../machines/machine.ts';
import type { QualificationTypeEffect } from '../machines/qualification-type.ts';
import type { Transaction } from '../market/transaction.ts';

/** Makes a step of a Qualification type's machine real: the record and the news of it. */
export function takeTypeStep(
  tx: Transaction,
  step: Extract<Step<QualificationTypeRecord, QualificationTypeEffect>, { taken: true }>,
): QualificationTypeRecord {
  const { record: type, effects } = step;
  tx.put('qualificationType', type.id, type);
  for (const effect of effects) {
    if (effect.type === 'announce')
      tx.emit(effect.params.event, { qualificationType: type.id, requester: type.owner });
  }
  return type;
}
