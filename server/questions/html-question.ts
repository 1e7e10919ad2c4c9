import { ElementReader, textOf } from './element-reader.ts';
import { readFrameHeight } from './external-question.ts';
import { Flaw } from './flaw.ts';
import { htmlQuestionNamespace } from './namespaces.ts';
import type { XmlElement } from './xml.ts';

/** A page that MTurk itself serves, shown in a frame (mturk-api 7.6). */
export interface HTMLQuestion {
  readonly kind: 'HTMLQuestion';
  readonly html: string;
  /** In pixels; 0 fits the window. */
  readonly frameHeight: number;
}

/** Of the page alone, in UTF-8; a document that holds more is refused before. */
const htmlBytesMax = 65_535;

export function readHTMLQuestion(root: XmlElement): HTMLQuestion {
  const reader = new ElementReader(root);
  const html = textOf(reader.one('HTMLContent'));
  const frameHeight = readFrameHeight(reader);
  reader.end();
  refuseNoPage(html);
  return { kind: 'HTMLQuestion', html, frameHeight };
}

/** The document of a page, such as a layout gives. */
export function writeHTMLQuestion(html: string, frameHeight: number): string {
  const content = html.replaceAll(']]>', ']]]]><![CDATA[>');
  return (
    `<HTMLQuestion xmlns="${htmlQuestionNamespace}"><HTMLContent><![CDATA[${content}]]></HTMLContent>` +
    `<FrameHeight>${frameHeight}</FrameHeight></HTMLQuestion>`
  );
}

/** An HTML5 parser recovers from nearly everything, so nearly everything was accepted. */
function refuseNoPage(html: string): void {
  if (html.trim() === '') throw new Flaw('html', 'the page is empty');
  if (!/<[a-z]/i.test(withoutComments(html))) throw new Flaw('html', 'the page has no element');
  if (Buffer.byteLength(html) > htmlBytesMax)
    throw new Flaw('html', `the page exceeds ${htmlBytesMax} bytes`);
}

/** By hand, because a regular expression takes quadratic time where comments are opened and never closed. */
function withoutComments(html: string): string {
  let kept = '';
  let at = 0;
  for (let start = html.indexOf('<!--'); start >= 0; start = html.indexOf('<!--', at)) {
    kept += html.slice(at, start);
    const end = html.indexOf('-->', start + 4);
    if (end < 0) return kept;
    at = end + 3;
  }
  return kept + html.slice(at);
}
