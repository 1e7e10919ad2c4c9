/** What FormattedContent may hold: the elements of XHTML 1.0 Transitional that MTurk lets through (mturk-api 7.2). */

interface XhtmlRule {
  /** Attributes beside `title`, `dir` and `lang`, which every element may have. */
  readonly attributes: readonly string[];
  readonly required: readonly string[];
}

const everywhere = ['title', 'dir', 'lang'];
const cell = 'abbr align axis bgcolor char charoff colspan headers height nowrap rowspan scope valign width';
const column = 'align char charoff span valign width';
const row = 'align char charoff valign';

/** `dt` and `strike` are missing in the printed list, yet definition lists need the one and the schema has both. */
const attributesByElement: Readonly<Record<string, string>> = {
  a: 'accesskey charset coords href hreflang name rel rev shape tabindex target type',
  area: 'alt coords href nohref shape target',
  blockquote: 'cite',
  br: 'clear',
  col: column,
  colgroup: column,
  del: 'cite datetime',
  dl: 'compact',
  font: 'color face size',
  hr: 'align noshade size width',
  img: 'align alt border height hspace ismap longdesc src usemap vspace width',
  ins: 'cite datetime',
  li: 'type value',
  map: 'name',
  ol: 'compact start type',
  pre: 'width',
  q: 'cite',
  table: 'align bgcolor border cellpadding cellspacing frame rules summary width',
  tbody: row,
  td: cell,
  tfoot: row,
  th: cell,
  thead: row,
  tr: `bgcolor ${row}`,
  ul: 'compact type',
};
const withAlignment = words('h1 h2 h3 h4 h5 h6 p');
const plain = words('b big center cite code dd dt em i s small strike strong sub sup u');
const requiredByElement: Readonly<Record<string, string>> = { img: 'src alt', area: 'alt', map: 'name' };

/** The rule of each element that is allowed. */
export const xhtmlRules: ReadonlyMap<string, XhtmlRule> = new Map([
  ...plain.map((name) => [name, rule(name, '')] as const),
  ...withAlignment.map((name) => [name, rule(name, 'align')] as const),
  ...Object.entries(attributesByElement).map(([name, own]) => [name, rule(name, own)] as const),
]);

function rule(name: string, own: string): XhtmlRule {
  return { attributes: [...everywhere, ...words(own)], required: words(requiredByElement[name] ?? '') };
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}

/** Attributes that hold an address. */
export const addressAttributes: readonly string[] = ['href', 'src', 'cite', 'longdesc'];

/** The URL schemes that addresses may have; `mailto` is written without slashes too. */
export const allowedAddress = /^\s*(?:(?:https?|ftp|news|nntp|mailto|gopher|telnet):\/\/|mailto:)/;

/** Named characters of XHTML, U+00A0 to U+00FF in order. */
const latin1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest ' +
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

/** The commonest of XHTML's further named characters. */
const further: Readonly<Record<string, number>> = {
  ensp: 0x2002,
  emsp: 0x2003,
  ndash: 0x2013,
  mdash: 0x2014,
  lsquo: 0x2018,
  rsquo: 0x2019,
  sbquo: 0x201a,
  ldquo: 0x201c,
  rdquo: 0x201d,
  bdquo: 0x201e,
  dagger: 0x2020,
  bull: 0x2022,
  hellip: 0x2026,
  prime: 0x2032,
  Prime: 0x2033,
  lsaquo: 0x2039,
  rsaquo: 0x203a,
  euro: 0x20ac,
  trade: 0x2122,
  larr: 0x2190,
  uarr: 0x2191,
  rarr: 0x2192,
  darr: 0x2193,
  harr: 0x2194,
  minus: 0x2212,
  infin: 0x221e,
  ne: 0x2260,
  le: 0x2264,
  ge: 0x2265,
};

const namedCharacters: ReadonlyMap<string, number> = new Map([
  ...words(latin1).map((name, index) => [name, 0xa0 + index] as const),
  ...Object.entries(further),
]);

/**
 * Writes XHTML's named characters as numbers, because no DTD declares them to the parser; MTurk's own example of
 * FormattedContent uses `&nbsp;`. Names that it does not know stay and are refused by the parser.
 */
export function numberedCharacters(xhtml: string): string {
  return xhtml.replace(/&([A-Za-z][A-Za-z0-9]{0,9});/g, (reference, name: string) => {
    const code = namedCharacters.get(name);
    return code === undefined ? reference : `&#${code};`;
  });
}
