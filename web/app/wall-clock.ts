/** Epoch ms of the machine that the page runs on. The only place of the pages that reads it. */
export function wallNow(): number {
  return Date.now();
}
