/** Replaces the section that `name` marked in a document, or adds it at the end; the rest stays as it was. */
export function placeSection(document: string, name: string, section: string): string {
  const open = `<!-- bench:${name} -->`;
  const close = `<!-- /bench:${name} -->`;
  const marked = `${open}\n${section}\n${close}`;
  const from = document.indexOf(open);
  const to = document.indexOf(close);
  if (from < 0 || to < from) return `${document.trimEnd()}\n\n${marked}\n`;
  return document.slice(0, from) + marked + document.slice(to + close.length);
}
