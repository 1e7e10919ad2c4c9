import { beforeAll, describe, expect, it } from 'vitest';
import { Flaw } from '../../../server/questions/flaw.ts';
import { loadXml, parseXml, xmlBytesMax, xmlDepthMax, xmlNodesMax } from '../../../server/questions/xml.ts';

beforeAll(loadXml);

function flaw(text: string): string {
  try {
    parseXml(text);
  } catch (error) {
    if (error instanceof Flaw && error.kind === 'xml') return error.message;
    throw error;
  }
  throw new Error('this was read');
}

describe('reading', () => {
  it('gives names without prefix, namespaces, attributes, lines and joined text', () => {
    const root = parseXml(
      '<q:a xmlns:q="urn:x" b="1" q:c="&lt;&#x41;">x<!-- gone --><![CDATA[<y>]]>&amp;z\n<d/></q:a>',
    );
    expect(root).toEqual({
      name: 'a',
      namespace: 'urn:x',
      attributes: [
        { name: 'b', namespace: '', value: '1' },
        { name: 'c', namespace: 'urn:x', value: '<A' },
      ],
      children: ['x<y>&z\n', { name: 'd', namespace: '', attributes: [], children: [], line: 2 }],
      line: 1,
    });
  });

  it.each([
    ['blanks', ' \n\t\n'],
    ['a byte order mark', '\uFEFF'],
    ['nothing', ''],
  ])('cuts off %s in front of the declaration', (_, front) => {
    expect(parseXml(`${front}<?xml version="1.0"?><a/>`).name).toBe('a');
  });

  it('counts lines from the first of the text as it was sent', () => {
    expect(parseXml('\n\n<a>\n<b/></a>').children[1]).toMatchObject({ line: 4 });
    expect(flaw('\n\n<a>\n<b></a>')).toMatch(/^line 4: /);
  });

  it.each(['ASCII', 'UTF-16', 'ISO-8859-1', 'no-such'])(
    '[D49] takes text that calls itself %s as it is',
    (encoding) => {
      expect(parseXml(`<?xml version="1.0" encoding="${encoding}"?><a>é 🐦</a>`).children).toEqual(['é 🐦']);
    },
  );

  it('reads one after the other a document with an error and one without', () => {
    expect(flaw('<a><b></a>')).toContain('tag mismatch');
    expect(parseXml('<a/>').name).toBe('a');
  });
});

describe('refusing', () => {
  it.each([
    ['nothing', '  \n', /the document is empty/],
    ['text', 'hello', /Start tag expected/],
    ['an open element', '<a>', /line 1: /],
    ['two roots', '<a/>\n<b/>', /line 2: Extra content/],
    ['an unbound prefix', '<p:a/>', /prefix p on a is not defined/],
    ['an unknown entity', '<a>\n&nbsp;</a>', /line 2: Entity 'nbsp' not defined/],
    ['a NUL', '<a>\u0000</a>', /line 1: /],
    ['a reference to NUL', '<a>&#0;</a>', /invalid xmlChar/],
    ['half a surrogate pair', '<a>\ud800</a>', /line 1: /],
    ['a DOCTYPE', '<!DOCTYPE a><a/>', /a DOCTYPE is not allowed/],
    [
      'a DOCTYPE behind a comment',
      '<?xml version="1.0"?>\n<!-- <a> -->\n<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
      /line 3: a DOCTYPE/,
    ],
    ['a DOCTYPE in the middle', '<a><!DOCTYPE b></a>', /line 1: /],
    ['a processing instruction in an element', '<a><?b c?></a>', /a processing instruction is not allowed/],
    ['a comment that never ends', '<!-- <a/>', /line 1: /],
  ])('%s', (_, text, message) => {
    expect(flaw(text)).toMatch(message);
  });

  it('too many bytes, too deep, too many nodes', () => {
    expect(flaw(`<a>${' '.repeat(xmlBytesMax)}</a>`)).toContain(`exceeds ${xmlBytesMax} bytes`);
    const deep = (depth: number) => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;
    expect(parseXml(deep(xmlDepthMax)).name).toBe('a');
    expect(flaw(deep(xmlDepthMax + 1))).toContain(`more than ${xmlDepthMax} deep`);
    expect(flaw(deep(100_000))).toMatch(/^line 1: /);
    expect(flaw(`<a>${'<b/>'.repeat(xmlNodesMax)}</a>`)).toContain(`more than ${xmlNodesMax} nodes`);
  });
});

describe('bombs are refused before they go off', () => {
  const laughs = Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
    '',
  );
  it.each([
    ['a billion laughs', `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]><a>&l12;</a>`],
    ['quadratic blow-up', `<!DOCTYPE a [<!ENTITY l "${'x'.repeat(50_000)}">]><a>${'&l;'.repeat(50_000)}</a>`],
    ['an outside entity', '<!DOCTYPE a [<!ENTITY l SYSTEM "file:///etc/passwd">]><a>&l;</a>'],
    ['an outside DTD', '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % l SYSTEM "http://127.0.0.1:1/">%l;]><a/>'],
    ['a DOCTYPE behind blanks', `${' '.repeat(900_000)}<!DOCTYPE a><a/>`],
    ['many attributes', `<a ${Array.from({ length: 110_000 }, (_, n) => `a${n}=""`).join(' ')}/>`],
    ['many references', `<a>${'&#x26;'.repeat(160_000)}<b></a>`],
    ['many namespaces', `${Array.from({ length: 90 }, (_, n) => `<a xmlns:p${n}="urn:${n}">`).join('')}`],
    ['one attribute twice', `<a ${'b="" '.repeat(100_000)}/>`],
  ])('%s', (_, text) => {
    const begun = performance.now();
    expect(flaw(text)).toMatch(/^line 1: /);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

it('gives back all memory of the parser, of good documents and bad', async () => {
  const { diag } = await import('libxml2-wasm');
  const text = `<a>${'<b c="d">text</b>'.repeat(200)}</a>`;
  const work = (times: number) => {
    for (let n = 0; n < times; n += 1) {
      parseXml(text);
      flaw(`${text}<`);
      flaw(`<a>${'<b>'.repeat(150)}${'</b>'.repeat(150)}</a>`);
      flaw('<!DOCTYPE a><a/>');
    }
  };
  diag.configure({ enabled: true });
  try {
    work(200);
    const before = process.memoryUsage().external;
    work(1_500);
    expect(diag.report()).toEqual({});
    expect(process.memoryUsage().external - before).toBeLessThan(8_000_000);
  } finally {
    diag.configure({ enabled: false });
  }
});
