// Who sees what, in jest. In a project of your own:
//   npm install --save-dev turksim jest && NODE_OPTIONS=--experimental-vm-modules npx jest
import { startTurksim, TurksimRefusal } from 'turksim/testing';

let turksim;
let market;
beforeAll(async () => {
  turksim = await startTurksim();
});
afterAll(() => turksim.close());
beforeEach(async () => {
  market = await turksim.market();
});
afterEach(() => market.delete());

test('a worker’s approval rate is 100 % below 100 submissions, and real from there on', async () => {
  const { id } = await market.worker({ approved: 80, rejected: 19 });
  expect(await market.readWorker(id)).toMatchObject({ approvalRate: 100 });
  const changed = await market.changeWorker(id, { approved: 81, rejected: 19, submitted: 100 });
  expect(changed).toMatchObject({ approvalRate: 81, hitsApproved: 81 });
});

test('a refusal says what was refused', async () => {
  const { id } = await market.worker();
  await expect(market.accept(id, 'NOSUCHHIT')).rejects.toThrow(TurksimRefusal);
});
