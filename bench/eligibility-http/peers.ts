import { findProgram, goBinFolders } from '../../load/runner/find-program.ts';
import { startOpa } from './opa.ts';
import { startOpenFga } from './open-fga.ts';
import type { Asked, Peer } from './peer.ts';

const known = [
  {
    name: 'OPA',
    get: 'go install github.com/open-policy-agent/opa@latest',
    start: startOpa,
  },
  {
    name: 'OpenFGA',
    get: 'go install github.com/openfga/openfga/cmd/openfga@latest',
    start: startOpenFga,
  },
] as const;

/** The peers that are installed here; of the others one line how to get them. */
export async function* startPeers(asked: Asked): AsyncGenerator<Peer> {
  for (const { name, get, start } of known) {
    const program = findProgram([name.toLowerCase()], goBinFolders());
    if (program === undefined) console.log(`no ${name}: ${get}`);
    else yield await start(program, asked);
  }
}
