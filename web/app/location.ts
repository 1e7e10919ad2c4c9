import { signal } from '@preact/signals';

/** Where the reader is: the pages are one document, and links between them change this alone. */
export const path = signal(location.pathname);
export const query = signal(new URLSearchParams(location.search));

const pages = /^\/(?:$|worker(?:\/|$)|requester(?:\/|$)|market(?:\/|$))/;

export function go(to: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', to);
  else history.replaceState(null, '', to);
  read();
}

function read(): void {
  if (path.peek() !== location.pathname) scrollTo(0, 0);
  path.value = location.pathname;
  query.value = new URLSearchParams(location.search);
}

/** Follows links to our own pages without leaving the document. */
export function followLinks(): void {
  addEventListener('popstate', read);
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || event.defaultPrevented || event.button !== 0 || link.target !== '') return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.hasAttribute('download'))
      return;
    if (link.origin !== location.origin || !pages.test(link.pathname) || link.hash !== '') return;
    event.preventDefault();
    go(link.href);
  });
}

/** The market that the pages show; `default` stands in no address. */
export const standardMarket = 'default';
export function marketShown(): string {
  return query.value.get('market') ?? standardMarket;
}

/** Address of a page of the market shown: `/worker`, ids already encoded by `at`. */
export function here(to: string, more: Record<string, string> = {}): string {
  const market = marketShown();
  const members = new URLSearchParams({ ...(market === standardMarket ? {} : { market }), ...more });
  const text = members.toString();
  return text === '' ? to : `${to}?${text}`;
}

/** A path of encoded parts. */
export function at(...parts: readonly string[]): string {
  return parts.map((part) => `/${encodeURIComponent(part)}`).join('');
}

/** The decoded parts of the path. */
export function pathParts(): string[] {
  return path.value.split('/').filter(Boolean).map(decoded);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
