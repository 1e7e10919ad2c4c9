import type { Access } from '../../server/contract/entities.ts';

const words: Readonly<Record<Access, string>> = {
  accept: 'You can accept',
  preview: 'Preview only',
  discover: 'Listed only',
  none: 'Gone',
};

/** What the worker may do, in words and colour. */
export function AccessNote({ access }: { access: Access }) {
  return (
    <span class={`badge access-${access}`} data-access={access}>
      {words[access]}
    </span>
  );
}
