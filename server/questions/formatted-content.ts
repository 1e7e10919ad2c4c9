import { Flaw, quoted } from './flaw.ts';
import { xhtmlNamespace } from './namespaces.ts';
import { addressAttributes, allowedAddress, numberedCharacters, xhtmlRules } from './xhtml-subset.ts';
import { parseXml, type XmlAttribute, type XmlElement } from './xml.ts';

/**
 * A piece of checked XHTML: text, or an element. A page builds its nodes from it; nothing in it runs as
 * script and every address has one of the allowed schemes.
 */
export type XhtmlNode = string | XhtmlElement;

export interface XhtmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XhtmlNode[];
}

/**
 * Reads the text of a FormattedContent element: a fragment, text outside any element included, of the allowed
 * subset. `line`: where the element stands in its document. A fault is a `Flaw` of kind `xhtml`.
 */
export function readFormattedContent(fragment: string, line: number): XhtmlNode[] {
  if (fragment.includes('<!--')) throw new Flaw('xhtml', `line ${line}: comments are not allowed`);
  const root = parseFragment(fragment, line);
  return xhtmlNodes(root);
}

function parseFragment(fragment: string, line: number): XmlElement {
  const wrapped = `<FormattedContent xmlns="${xhtmlNamespace}">${numberedCharacters(fragment)}</FormattedContent>`;
  try {
    return parseXml(wrapped);
  } catch (error) {
    if (!(error instanceof Flaw)) throw error;
    throw new Flaw('xhtml', `in the FormattedContent that begins in line ${line}, its ${error.message}`);
  }
}

function xhtmlNodes(parent: XmlElement): XhtmlNode[] {
  return parent.children.map((child) => (typeof child === 'string' ? child : xhtmlElement(child)));
}

function xhtmlElement(element: XmlElement): XhtmlElement {
  const rule = xhtmlRules.get(element.name);
  if (rule === undefined || element.namespace !== xhtmlNamespace) {
    throw outside(element, 'is not allowed in FormattedContent');
  }
  for (const attribute of element.attributes) checkAttribute(element, attribute, rule.attributes);
  const attributes = Object.fromEntries(element.attributes.map(({ name, value }) => [name, value]));
  const missing = rule.required.find((name) => !Object.hasOwn(attributes, name));
  if (missing !== undefined) throw outside(element, `needs the attribute ${missing}`);
  return { name: element.name, attributes, children: xhtmlNodes(element) };
}

function checkAttribute(
  element: XmlElement,
  { name, namespace, value }: XmlAttribute,
  allowed: readonly string[],
): void {
  if (namespace !== '' || !allowed.includes(name)) throw outside(element, `has no attribute ${quoted(name)}`);
  if (!addressAttributes.includes(name) || allowedAddress.test(value)) return;
  throw outside(element, `has in ${name} an address that is not allowed: "${quoted(value)}"`);
}

function outside(element: XmlElement, complaint: string): Flaw {
  return new Flaw('xhtml', `<${quoted(element.name)}> ${complaint} (its line ${element.line})`);
}
