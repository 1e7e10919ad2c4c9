import { createInterface } from 'node:readline';
import AWS from 'aws-sdk';

/** Calls operations by name with the AWS SDK for JavaScript v2: one JSON object a line in, one out. */
const [endpoint] = process.argv.slice(2);
const mturk = new AWS.MTurk({
  endpoint,
  region: 'us-east-1',
  accessKeyId: 'WALKER',
  secretAccessKey: 'secret',
});

/** `GetHIT` is the method `getHIT`. */
const methodOf = (operation) => operation.charAt(0).toLowerCase() + operation.slice(1);

for await (const line of createInterface({ input: process.stdin })) {
  const { operation, input } = JSON.parse(line);
  const answer = await mturk[methodOf(operation)](input)
    .promise()
    .then((output) => ({ ok: true, output }))
    .catch(({ code, message }) => ({ ok: false, code, message }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
