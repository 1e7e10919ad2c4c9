import { startServer } from './start-server.ts';

/**
 * A server in a process of its own, to be killed: `serve-here.ts <data folder> <port>`. It prints its address, and
 * ends by itself when whoever started it is gone.
 */
const [data = '', port = '0'] = process.argv.slice(2);
const server = await startServer({ store: 'embedded', data, port: Number(port) });
process.stdout.write(`${server.url}\n`);
process.stdin.resume();
process.stdin.on('end', () => process.exit());
