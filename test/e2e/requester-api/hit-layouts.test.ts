import { CreateHITCommand } from '@aws-sdk/client-mturk';
import { expect, it } from 'vitest';
import { createHitLayout } from '../../../server/lifecycle/hit-layout.ts';
import { apiSuite } from '../../support/api-suite.ts';
import { expectRefusal, plainHit, wrongValue } from '../../support/requester-work.ts';

const suite = apiSuite();
const html = `<!DOCTYPE html><html><body><p>\${colour} and \${colour}, \${shape}</p></body></html>`;

const make = (requester = 'REQUESTER1') =>
  suite.api.act((tx) => createHitLayout(tx, { requester, html, frameHeight: 400 }));

const use = async (HITLayoutId: string, values: Readonly<Record<string, string>>) => {
  const HITLayoutParameters = Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
  const { HIT } = await suite.client.send(
    new CreateHITCommand({ ...plainHit, Question: undefined, HITLayoutId, HITLayoutParameters }),
  );
  return HIT;
};

it('[7.6] a layout is filled, and the HIT has an HTMLQuestion', async () => {
  const { id } = await make();
  const hit = await use(id, { colour: 'a <b>red</b> & $&', shape: `\${colour}` });
  expect(hit?.HITLayoutId).toBe(id);
  expect(hit?.Question).toContain('<HTMLQuestion');
  expect(hit?.Question).toContain(`<p>a <b>red</b> & $& and a <b>red</b> & $&, \${colour}</p>`);
  expect(hit?.Question).toContain('<FrameHeight>400</FrameHeight>');
});

it('[7.6] a parameter without placeholder, a placeholder without parameter', async () => {
  const { id } = await make();
  for (const values of [{ colour: 'x' }, { colour: 'x', shape: 'y', more: 'z' }]) {
    const sent = Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
    await expectRefusal(use(id, values), wrongValue('HITLayoutParameters', sent));
  }
});

it("[3.4] another requester's layout", async () => {
  const { id } = await make('STRANGER');
  await expectRefusal(use(id, { colour: 'x', shape: 'y' }), {
    code: 'HITLayoutDoesNotExist',
    text: `HITLayout [${id}] does not exist.`,
  });
});
