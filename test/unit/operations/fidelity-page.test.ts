import { expect, it } from 'vitest';
import { operationFidelities } from '../../../server/operations/fidelity.ts';
import { oldOperations } from '../../../server/operations/old-names.ts';

/** `npx vitest run test/unit/operations/fidelity-page.test.ts -u` writes the page anew. */
it('docs/operations.md says of every operation what the operation says of itself', async () => {
  await expect(page()).toMatchFileSnapshot('../../../docs/operations.md');
});

function page(): string {
  const rows = operationFidelities().map(
    ({ name, fidelity, differences }) => `| ${name} | ${fidelity} | ${differences.join('<br>')} |`,
  );
  return `# Operations of the Requester API

Version 2017-01-17, as \`GET /api/operations\` tells it too. This page is made from the operations themselves.

*exact*: we know of no difference. *close*: the differences named are all we know of. *partial*: a part is left out.

| operation | fidelity | known differences |
| --- | --- | --- |
${rows.join('\n')}

Errors, counters and lists follow [the rules](../SPEC.md). Where Amazon never documented a behaviour, section 9 of the
rules says what we chose; such a choice is no difference.

The names of 2006–2014 that are served as well, with today's answers: ${oldOperations.map(({ name }) => name).join(', ')}.
`;
}
