import type { XmlElement as WasmElement, XmlDocument } from 'libxml2-wasm';
import { badXml, quoted } from './flaw.ts';

/**
 * Reads XML by libxml2, compiled to WebAssembly, into plain objects. There are no DTDs here, so no entities
 * but XML's own five and numeric references, and nothing that can expand or reach outside the text.
 */

/** An element with what is in it. Comments are gone, CDATA is text. */
export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  /** Namespace address, empty where the element has none. */
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  /** Neighbouring pieces of text are one string. */
  readonly children: readonly (XmlElement | string)[];
  /** Where its start tag stands, counted from 1. */
  readonly line: number;
}

export interface XmlAttribute {
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}

/** Protects memory and time: more than any answer of a worker needs. Requesters' documents have a lower limit. */
export const xmlBytesMax = 1_048_576;
/** Protects the stack; QuestionForms nest eight deep, formatted tables some twenty. libxml2's own limit is 256. */
export const xmlDepthMax = 100;
/** Protects memory and time: elements, attributes and pieces of text together. */
export const xmlNodesMax = 100_000;

type Libxml = typeof import('libxml2-wasm');
let libxml: Libxml | undefined;

/**
 * Loads the parser: about 14 MB of memory and 30 to 50 ms, which a server without questions need not pay.
 * Everything else in this folder that reads XML is synchronous and wants this to be awaited once before.
 */
export async function loadXml(): Promise<void> {
  libxml ??= await import('libxml2-wasm');
}

/** The root element of `text`, or a `Flaw`. Blanks before the document are cut off, as the real service did. */
export function parseXml(text: string): XmlElement {
  const xml = text.trimStart();
  const firstLine = newlinesIn(text.slice(0, text.length - xml.length));
  if (xml === '') throw badXml(1, 'the document is empty');
  if (Buffer.byteLength(xml) > xmlBytesMax) throw badXml(1, `the document exceeds ${xmlBytesMax} bytes`);
  refuseDoctype(xml, firstLine);
  const document = parse(xml, firstLine);
  try {
    if (document.dtd !== null) throw badXml(firstLine + 1, 'a DOCTYPE is not allowed');
    return plainElement(document.root, { nodes: 0, firstLine }, 1);
  } finally {
    document.dispose();
  }
}

function parse(xml: string, firstLine: number): XmlDocument {
  if (libxml === undefined) throw new Error('loadXml() must have been awaited before XML is read');
  try {
    // The text is decoded already: whatever encoding its declaration names (ASCII, D49) no longer counts.
    return libxml.XmlDocument.fromString(xml, { option: libxml.ParseOption.XML_PARSE_IGNORE_ENC });
  } catch (error) {
    if (!(error instanceof libxml.XmlLibError)) throw error;
    const [first] = error.details;
    throw badXml(firstLine + (first?.line ?? 1), quoted((first?.message ?? error.message).trim()));
  }
}

/** A DOCTYPE can stand in front of the root element only; elsewhere the parser refuses it, or it is a page's in CDATA. */
function refuseDoctype(xml: string, firstLine: number): void {
  let at = 0;
  while (at >= 0) {
    at = afterBlanks(xml, at);
    if (xml.startsWith('<?', at)) at = after(xml, '?>', at + 2);
    else if (xml.startsWith('<!--', at)) at = after(xml, '-->', at + 4);
    else if (xml.startsWith('<!', at)) {
      throw badXml(firstLine + newlinesIn(xml.slice(0, at)) + 1, 'a DOCTYPE is not allowed');
    } else return;
  }
}

function afterBlanks(xml: string, from: number): number {
  let at = from;
  while (at < xml.length && ' \t\r\n'.includes(xml.charAt(at))) at += 1;
  return at;
}

function after(xml: string, end: string, from: number): number {
  const at = xml.indexOf(end, from);
  return at < 0 ? -1 : at + end.length;
}

function newlinesIn(text: string): number {
  return text.split('\n').length - 1;
}

interface Walk {
  nodes: number;
  readonly firstLine: number;
}

function plainElement(element: WasmElement, walk: Walk, depth: number): XmlElement {
  const line = walk.firstLine + lineOf(element);
  if (depth > xmlDepthMax) throw badXml(line, `elements are nested more than ${xmlDepthMax} deep`);
  const attributes = element.attrs.map(({ name, namespaceUri, value }) => ({
    name,
    namespace: namespaceUri,
    value,
  }));
  count(walk, line, 1 + attributes.length);
  const { name, namespaceUri: namespace } = element;
  return { name, namespace, attributes, children: plainChildren(element, walk, depth), line };
}

/** libxml2 keeps 16 bits of it; the field behind them is another's. */
function lineOf(element: WasmElement): number {
  return element.line & 0xffff;
}

/** libxml2-wasm loses its way behind one, and no document needs one there. Outside the root they are read over. */
const noInstructions = 'a processing instruction is not allowed in an element';

function plainChildren(element: WasmElement, walk: Walk, depth: number): (XmlElement | string)[] {
  const { XmlTreeNode, XmlElement, XmlText, XmlCData } = libxml as Libxml;
  const children: (XmlElement | string)[] = [];
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (!(node instanceof XmlTreeNode)) throw badXml(walk.firstLine + lineOf(element), noInstructions);
    if (node instanceof XmlElement) children.push(plainElement(node, walk, depth + 1));
    else if (node instanceof XmlText || node instanceof XmlCData) {
      count(walk, walk.firstLine + lineOf(element), 1);
      const last = children.at(-1);
      if (typeof last === 'string') children[children.length - 1] = last + node.content;
      else children.push(node.content);
    }
  }
  return children;
}

function count(walk: Walk, line: number, nodes: number): void {
  walk.nodes += nodes;
  if (walk.nodes > xmlNodesMax) throw badXml(line, `the document has more than ${xmlNodesMax} nodes`);
}
