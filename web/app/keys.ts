import { signal } from '@preact/signals';

/**
 * Keys that the reader typed in, for servers with `--auth on`. They live as long as the tab and reach our own
 * server alone.
 */
function keptText(name: string) {
  const text = signal(sessionStorage.getItem(name) ?? '');
  text.subscribe((value) => {
    if (value === '') sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, value);
  });
  return text;
}

export const adminKey = keptText('turksim.adminKey');
export const workerToken = keptText('turksim.workerToken');
export const requesterSecret = keptText('turksim.requesterSecret');
