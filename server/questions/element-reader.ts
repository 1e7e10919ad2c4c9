import { badXml, quoted } from './flaw.ts';
import type { XmlElement } from './xml.ts';

/** What schemas are checked with: children in order, attributes by name, text of the simple types. */

const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

/** Takes the children of one element in the order that its schema demands; whatever is left over is refused. */
export class ElementReader {
  private readonly parent: XmlElement;
  private readonly elements: readonly XmlElement[];
  private at = 0;

  /** `attributes`: the names that the element may carry, which the caller reads with `attribute`. */
  constructor(parent: XmlElement, attributes: readonly string[] = []) {
    refuseAttributes(parent, attributes);
    this.parent = parent;
    this.elements = elementsOf(parent);
  }

  one(name: string): XmlElement {
    return this.oneOf([name]);
  }

  oneOf(names: readonly string[]): XmlElement {
    const found = this.optionalOf(names);
    if (found === undefined) throw this.expected(names.join(' or '));
    return found;
  }

  optional(name: string): XmlElement | undefined {
    return this.optionalOf([name]);
  }

  optionalOf(names: readonly string[]): XmlElement | undefined {
    const next = this.elements[this.at];
    if (next === undefined || !names.includes(next.name)) return undefined;
    this.at += 1;
    return next;
  }

  /** All that follow and have one of these names, in the order in which they stand. */
  manyOf(names: readonly string[]): XmlElement[] {
    const found: XmlElement[] = [];
    for (let next = this.optionalOf(names); next !== undefined; next = this.optionalOf(names))
      found.push(next);
    return found;
  }

  atLeastOneOf(names: readonly string[]): XmlElement[] {
    const found = this.manyOf(names);
    if (found.length === 0) throw this.expected(names.join(' or '));
    return found;
  }

  end(): void {
    if (this.at < this.elements.length) throw this.expected('its end');
  }

  private expected(what: string): Error {
    const next = this.elements[this.at];
    const found = next === undefined ? 'its end' : quoted(next.name);
    return badXml(
      (next ?? this.parent).line,
      `in ${this.parent.name} ${what} was expected, but ${found} found`,
    );
  }
}

function elementsOf(parent: XmlElement): XmlElement[] {
  const elements: XmlElement[] = [];
  for (const child of parent.children) {
    if (typeof child === 'string') refuseText(parent, child);
    else elements.push(inNamespaceOf(parent, child));
  }
  return elements;
}

function refuseText(parent: XmlElement, text: string): void {
  if (text.trim() === '') return;
  throw badXml(
    parent.line,
    `in ${quoted(parent.name)} elements were expected, but the text "${quoted(text.trim())}" found`,
  );
}

function inNamespaceOf(parent: XmlElement, child: XmlElement): XmlElement {
  if (child.namespace === parent.namespace) return child;
  throw badXml(child.line, `${quoted(child.name)} must be in the namespace ${parent.namespace}`);
}

function refuseAttributes(element: XmlElement, allowed: readonly string[]): void {
  for (const { name, namespace } of element.attributes) {
    if (namespace === schemaInstance || (namespace === '' && allowed.includes(name))) continue;
    throw badXml(element.line, `${quoted(element.name)} has no attribute ${quoted(name)}`);
  }
}

export function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((each) => each.name === name && each.namespace === '')?.value;
}

/** An element of xs:string: its text as it stands, blanks included. */
export function textOf(element: XmlElement): string {
  refuseAttributes(element, []);
  const inner = element.children.find((child) => typeof child !== 'string');
  if (inner !== undefined) {
    throw badXml(
      inner.line,
      `in ${element.name} text was expected, but the element ${quoted(inner.name)} found`,
    );
  }
  return element.children.join('');
}

/** An element that holds nothing and says everything by its attributes. */
export function refuseContent(element: XmlElement, attributes: readonly string[]): void {
  new ElementReader(element, attributes).end();
}

export function booleanOf(element: XmlElement): boolean {
  switch (textOf(element).trim()) {
    case 'true':
    case '1':
      return true;
    case 'false':
    case '0':
      return false;
    default:
      throw badXml(element.line, `${element.name} must be true or false, not "${quoted(textOf(element))}"`);
  }
}

/** Bounds of the integers of XML Schema; its `xs:int` has 32 bits. */
export const int32 = { min: -2_147_483_648, max: 2_147_483_647 } as const;
export const positive = { min: 1, max: int32.max } as const;
export const notNegative = { min: 0, max: int32.max } as const;

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

export function integerOf(element: XmlElement, bounds: Bounds): number {
  return integer(textOf(element), element, element.name, bounds);
}

export function integerAttribute(element: XmlElement, name: string, bounds: Bounds): number | undefined {
  const text = attribute(element, name);
  return text === undefined ? undefined : integer(text, element, `${name} of ${element.name}`, bounds);
}

function integer(text: string, element: XmlElement, what: string, { min, max }: Bounds): number {
  const value = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  // The sum makes "-0" a 0.
  if (value >= min && value <= max) return value + 0;
  throw badXml(element.line, `${what} must be an integer from ${min} to ${max}, not "${quoted(text)}"`);
}

/** An element of xs:double, finite. */
export function decimalOf(element: XmlElement): number {
  const text = textOf(element).trim();
  const value = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw badXml(element.line, `${element.name} must be a decimal number, not "${quoted(text)}"`);
}

/** One of a fixed set of words. */
export function wordOf<Word extends string>(element: XmlElement, words: readonly Word[]): Word {
  const text = textOf(element).trim();
  const word = words.find((each) => each === text);
  if (word !== undefined) return word;
  throw badXml(element.line, `${element.name} must be one of ${words.join(', ')}, not "${quoted(text)}"`);
}
