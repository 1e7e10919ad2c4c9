import { ElementReader, textOf, wordOf } from './element-reader.ts';
import { badXml, quoted } from './flaw.ts';
import { readFormattedContent, type XhtmlNode } from './formatted-content.ts';
import { questionForm2005 } from './namespaces.ts';
import type { XmlElement } from './xml.ts';

/** What an Overview, a question or a selection shows to the worker (mturk-api 7.2). */
export type Content = PlainContent | BinaryContent | EmbeddedBinary | Application | FormattedContent;

export type PlainContent =
  | { readonly kind: 'Title' | 'Text'; readonly text: string }
  | { readonly kind: 'List'; readonly items: readonly string[] };

/** An image, sound or film that the page links to. */
export interface BinaryContent {
  readonly kind: 'Binary';
  readonly type: 'image' | 'audio' | 'video';
  readonly subType?: string;
  /** http or https. */
  readonly url: string;
  readonly altText: string;
}

/** One that is shown in the page itself. Width and height as the requester wrote them: pixels or percent. */
export interface EmbeddedBinary {
  readonly kind: 'EmbeddedBinary';
  readonly type: string;
  readonly subType?: string;
  readonly url: string;
  readonly altText: string;
  readonly width: string;
  readonly height: string;
  readonly parameters: readonly ApplicationParameter[];
}

/** A Java applet or Flash film, withdrawn in 2017: still read in the older namespace, shown by nobody. */
export interface Application {
  readonly kind: 'Application';
  readonly type: 'JavaApplet' | 'Flash';
  readonly url: string;
  /** Of a JavaApplet. */
  readonly fileName?: string;
  readonly width: string;
  readonly height: string;
  readonly parameters: readonly ApplicationParameter[];
}

export interface ApplicationParameter {
  readonly name: string;
  readonly value: string;
}

export interface FormattedContent {
  readonly kind: 'FormattedContent';
  readonly nodes: readonly XhtmlNode[];
}

const contentNames = ['Title', 'Text', 'List', 'Binary', 'EmbeddedBinary', 'FormattedContent'] as const;

/** The content of an Overview or QuestionContent: one piece at least. */
export function readContents(parent: XmlElement): Content[] {
  const withdrawn = parent.namespace === questionForm2005 ? ['Application'] : [];
  const reader = new ElementReader(parent);
  const contents = reader.atLeastOneOf([...contentNames, ...withdrawn]).map(readContent);
  reader.end();
  return contents;
}

/** One piece of content, by the name of its element. */
export function readContent(element: XmlElement): Content {
  switch (element.name) {
    case 'Title':
    case 'Text':
      return { kind: element.name, text: textOf(element) };
    case 'List':
      return { kind: 'List', items: readList(element) };
    case 'Binary':
      return readBinary(element);
    case 'EmbeddedBinary':
      return readEmbeddedBinary(element);
    case 'Application':
      return readApplication(element);
    default:
      return { kind: 'FormattedContent', nodes: readFormattedContent(textOf(element), element.line) };
  }
}

function readList(element: XmlElement): string[] {
  const reader = new ElementReader(element);
  const items = reader.atLeastOneOf(['ListItem']).map(textOf);
  reader.end();
  return items;
}

function readBinary(element: XmlElement): BinaryContent {
  const reader = new ElementReader(element);
  const mimeType = new ElementReader(reader.one('MimeType'));
  const type = wordOf(mimeType.one('Type'), ['image', 'audio', 'video']);
  const subType = mimeType.optional('SubType');
  mimeType.end();
  const url = webAddressOf(reader.one('DataURL'));
  const altText = textOf(reader.one('AltText'));
  reader.end();
  return { kind: 'Binary', type, ...(subType && { subType: textOf(subType) }), url, altText };
}

function readEmbeddedBinary(element: XmlElement): EmbeddedBinary {
  const reader = new ElementReader(element);
  const mimeType = new ElementReader(reader.one('EmbeddedMimeType'));
  const type = textOf(mimeType.one('Type'));
  const subType = mimeType.optional('SubType');
  mimeType.end();
  const url = webAddressOf(reader.one('DataURL'));
  const altText = textOf(reader.one('AltText'));
  return {
    kind: 'EmbeddedBinary',
    type,
    ...(subType && { subType: textOf(subType) }),
    url,
    altText,
    ...readBox(reader),
  };
}

function readApplication(element: XmlElement): Application {
  const outer = new ElementReader(element);
  const application = outer.oneOf(['JavaApplet', 'Flash']);
  outer.end();
  const reader = new ElementReader(application);
  if (application.name === 'Flash') {
    const url = webAddressOf(reader.one('FlashMovieURL'));
    return { kind: 'Application', type: 'Flash', url, ...readBox(reader) };
  }
  const url = webAddressOf(reader.one('AppletPath'));
  const fileName = textOf(reader.one('AppletFilename'));
  return { kind: 'Application', type: 'JavaApplet', url, fileName, ...readBox(reader) };
}

/** What ends EmbeddedBinary, JavaApplet and Flash alike. */
function readBox(reader: ElementReader): Pick<EmbeddedBinary, 'width' | 'height' | 'parameters'> {
  const width = textOf(reader.one('Width'));
  const height = textOf(reader.one('Height'));
  const parameters = reader.manyOf(['ApplicationParameter']).map(readParameter);
  reader.end();
  return { width, height, parameters };
}

function readParameter(element: XmlElement): ApplicationParameter {
  const reader = new ElementReader(element);
  const parameter = { name: textOf(reader.one('Name')), value: textOf(reader.one('Value')) };
  reader.end();
  return parameter;
}

function webAddressOf(element: XmlElement): string {
  const url = textOf(element).trim();
  if (/^https?:\/\/./.test(url)) return url;
  throw badXml(element.line, `${element.name} must be an http or https address, not "${quoted(url)}"`);
}
