import type { HitLayoutRecord } from '../contract/records.ts';
import { newEntityId } from '../market/ids.ts';
import type { Transaction } from '../market/transaction.ts';
import { writeHTMLQuestion } from '../questions/html-question.ts';
import { readQuestion } from '../questions/question.ts';
import { loadXml } from '../questions/xml.ts';

/** Keeps a page with places for its requester's HITs (7.6); it must be one that an HTMLQuestion could hold. */
export async function createHitLayout(
  tx: Transaction,
  { requester, html, frameHeight }: Pick<HitLayoutRecord, 'requester' | 'html' | 'frameHeight'>,
): Promise<HitLayoutRecord> {
  await loadXml();
  readQuestion(writeHTMLQuestion(html, frameHeight));
  const id = newEntityId(tx.ids);
  const layout = { id, requester, html, frameHeight, createdAt: tx.now };
  await tx.get('hitLayout', id);
  tx.put('hitLayout', id, layout);
  tx.emit('hit-layout:created', { hitLayout: id, requester });
  return layout;
}
