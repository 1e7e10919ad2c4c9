import type { ReadonlySignal } from '@preact/signals';
import type { LinkState } from '../connection/link.ts';

const words = { connecting: 'Connecting', live: 'Live', lost: 'Reconnecting', refused: 'Refused' } as const;

/** Whether what the page shows is current. Always takes the same room. */
export function LinkNote({ link }: { link: ReadonlySignal<LinkState> }) {
  const state = link.value;
  const why = 'why' in state ? state.why : '';
  return (
    <span class={`link-note link-${state.kind}`} role="status" title={why} data-link={state.kind}>
      {words[state.kind]}
    </span>
  );
}
