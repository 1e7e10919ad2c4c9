import { createElement, type VNode } from 'preact';
import type { Xhtml } from '../../server/contract/schemas/question.ts';

/**
 * A requester's formatted text. The server let only harmless elements, attributes and addresses through; they are
 * built one by one, never as markup. Links leave this page alone.
 */
export function FormattedText({ nodes }: { nodes: readonly Xhtml[] }) {
  return <div class="formatted">{nodes.map(nodeOf)}</div>;
}

function nodeOf(node: Xhtml, place: number): VNode | string {
  if (typeof node === 'string') return node;
  const away = node.name === 'a' ? { target: '_blank', rel: 'noopener noreferrer' } : {};
  const children = node.children.length === 0 ? [] : node.children.map(nodeOf);
  return createElement(node.name, { ...node.attributes, ...away, key: place }, ...children);
}
