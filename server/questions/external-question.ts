import { ElementReader, integerOf, notNegative, textOf } from './element-reader.ts';
import { Flaw, quoted } from './flaw.ts';
import type { XmlElement } from './xml.ts';

/** A page of the requester's own, shown in a frame (mturk-api 7.5). */
export interface ExternalQuestion {
  readonly kind: 'ExternalQuestion';
  /** HTTPS, absolute, as the requester wrote it. */
  readonly url: string;
  /** In pixels; 0 fits the window. */
  readonly frameHeight: number;
}

/** Names that MTurk appends to a page's address: none of them is a requester's to use, nor an answer. */
export const reservedNames: readonly string[] = ['assignmentId', 'hitId', 'workerId', 'turkSubmitTo'];

/** Stands for the assignment while the worker only looks. */
export const assignmentNotAvailable = 'ASSIGNMENT_ID_NOT_AVAILABLE';

export function readExternalQuestion(root: XmlElement): ExternalQuestion {
  const reader = new ElementReader(root);
  const url = textOf(reader.one('ExternalURL')).trim();
  const frameHeight = readFrameHeight(reader);
  reader.end();
  refuseAddress(url);
  return { kind: 'ExternalQuestion', url, frameHeight };
}

/** In pixels; ExternalQuestion and HTMLQuestion end with it alike. */
export function readFrameHeight(reader: ElementReader): number {
  return integerOf(reader.one('FrameHeight'), notNegative);
}

function refuseAddress(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' || !/^https:\/\//i.test(url)) {
    throw new Flaw('rule', `ExternalURL must be an absolute HTTPS address, not "${quoted(url)}"`);
  }
  const taken = reservedNames.find((name) => parsed.searchParams.has(name));
  if (taken !== undefined) throw new Flaw('rule', `ExternalURL must not use the parameter ${taken} itself`);
}

/** What the frame's page is told. Without `assignmentId` the worker looks at a preview. */
export interface FrameParameters {
  readonly assignmentId?: string;
  readonly hitId: string;
  /** Left out in a preview (D28). */
  readonly workerId?: string;
  /** The market's base address, without trailing slash. */
  readonly turkSubmitTo: string;
}

/** The address of the frame: the page's own query stays in front, a fragment stays behind. */
export function frameUrl(url: string, parameters: FrameParameters): string {
  const hash = url.indexOf('#');
  const page = hash < 0 ? url : url.slice(0, hash);
  const fragment = hash < 0 ? '' : url.slice(hash);
  return `${page}${joint(page)}${frameQuery(parameters)}${fragment}`;
}

function joint(page: string): string {
  if (!page.includes('?')) return '?';
  return page.endsWith('?') || page.endsWith('&') ? '' : '&';
}

/** In the order that was observed (mturk-api 7.5). */
function frameQuery({ assignmentId, hitId, workerId, turkSubmitTo }: FrameParameters): string {
  const accepted = assignmentId !== undefined && workerId !== undefined;
  return [
    `assignmentId=${encodeURIComponent(assignmentId ?? assignmentNotAvailable)}`,
    `hitId=${encodeURIComponent(hitId)}`,
    ...(accepted ? [`workerId=${encodeURIComponent(workerId)}`] : []),
    `turkSubmitTo=${encodeURIComponent(turkSubmitTo)}`,
  ].join('&');
}
