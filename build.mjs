// Builds what `npm start` runs: the server by tsc, the pages by Vite.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';

const run = (bin, ...args) =>
  execFileSync(process.execPath, [`node_modules/${bin}`, ...args], { stdio: 'inherit' });

rmSync('dist', { recursive: true, force: true });
run('typescript/bin/tsc', '-p', 'tsconfig.build.json');
for (const [from, to] of [
  ['server/store/redis', 'dist/server/store/redis'],
  ['simulator/scenarios', 'dist/simulator/scenarios'],
]) {
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('.ts') });
}
run('vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn');
chmodSync('dist/server/cli.js', 0o755);
