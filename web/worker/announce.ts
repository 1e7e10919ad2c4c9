import type { FoldedPush } from '../../server/client/index.ts';
import { toast } from '../parts/toasts.tsx';
import { tellPush } from './tell-push.ts';

/** What the worker itself did is no news to it. */
const own: readonly string[] = ['assignment:accepted', 'assignment:submitted', 'assignment:returned'];

/** Tells the worker what happened to it. Visibility shows in the list itself. */
export function announce(pushes: readonly FoldedPush[]): void {
  for (const { name, push } of pushes) {
    if (!('seq' in push) || own.includes(name)) continue;
    const { tone, text } = tellPush(name, push);
    toast(tone, text);
  }
}
