import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openEmbeddedStore } from '../../server/store/embedded-store.ts';
import { storeContract } from './store-contract.ts';

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'turksim-store-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

storeContract('embedded', {
  open: () => openEmbeddedStore({ folder: newFolder() }),
  reopen: () => openEmbeddedStore({ folder: folders.at(-1) as string }),
});
