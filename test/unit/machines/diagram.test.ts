import { describe, expect, it } from 'vitest';
import { diagramOf } from '../../support/machine-diagram.ts';
import { samples } from '../../support/machine-samples.ts';

const fileName = (machine: string): string =>
  machine.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `npx vitest run test/unit/machines/diagram.test.ts -u` draws them anew. */
describe('diagrams beside the machines are drawn from them', () => {
  it.each(samples)('$name', async ({ name, definition }) => {
    await expect(diagramOf(definition)).toMatchFileSnapshot(`../../../server/machines/${fileName(name)}.mmd`);
  });
});
