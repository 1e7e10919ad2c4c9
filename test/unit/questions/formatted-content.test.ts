import { beforeAll, describe, expect, it } from 'vitest';
import { readQuestion } from '../../../server/questions/question.ts';
import { loadXml } from '../../../server/questions/xml.ts';
import { overview, questionForm } from './fixtures/documents.ts';
import { refusal } from './refusal.ts';

beforeAll(loadXml);

function read(fragment: string) {
  const content = `<FormattedContent><![CDATA[${fragment}]]></FormattedContent>`;
  const question = readQuestion(questionForm(overview(content)));
  const [part] = question.kind === 'QuestionForm' ? question.parts : [];
  const [first] = part?.content ?? [];
  return first?.kind === 'FormattedContent' ? first.nodes : undefined;
}

const anyElement = ['b', 'table', 'td', 'dt', 'h6', 'tfoot', 'u', 'strike', 'colgroup', 'blockquote'];

describe('[7.2] what is allowed', () => {
  it('text outside any element, named characters, attributes', () => {
    expect(read('a &lt; b&nbsp;&mdash; <p align="center" title="t">c<br/></p>')).toEqual([
      'a < b\u00a0— ',
      {
        name: 'p',
        attributes: { align: 'center', title: 't' },
        children: ['c', { name: 'br', attributes: {}, children: [] }],
      },
    ]);
  });

  it('nothing at all', () => {
    expect(read('')).toEqual([]);
  });

  it.each(anyElement)('<%s>', (name) => {
    expect(read(`<${name} lang="en" dir="ltr">x</${name}>`)).toMatchObject([{ name }]);
  });

  it.each([
    '<a href="https://a.example/?b=c&amp;d" target="_blank">x</a>',
    '<a href="mailto:a@b.example">x</a>',
    '<a name="here"/>',
    '<img src="http://a.example/b.gif" alt=""/>',
    '<map name="m"><area alt="x" href="ftp://a.example/" coords="1,2,3" shape="circle"/></map>',
    '<td colspan="2" bgcolor="#fff"/>',
    '<ol start="3" type="a"><li value="4">x</li></ol>',
  ])('%s', (fragment) => {
    expect(read(fragment)).toHaveLength(1);
  });
});

describe('[3.5] XHTMLParseError', () => {
  it.each([
    ['script', '<script>alert(1)</script>', /<script> is not allowed/],
    ['style', '<style>p {}</style>', /<style> is not allowed/],
    ['div', '<div>x</div>', /<div> is not allowed/],
    ['span', '<span/>', /<span> is not allowed/],
    ['a form field', '<input type="text"/>', /<input> is not allowed/],
    ['a frame', '<iframe src="https://a.example/"/>', /<iframe> is not allowed/],
    ['capital letters', '<B>x</B>', /<B> is not allowed/],
    ['another namespace', '<svg xmlns="http://www.w3.org/2000/svg"/>', /<svg> is not allowed/],
    ['a known name in another namespace', '<b xmlns="urn:x"/>', /<b> is not allowed/],
    ['class', '<p class="x"/>', /<p> has no attribute class/],
    ['id', '<p id="x"/>', /<p> has no attribute id/],
    ['a style attribute', '<p style="x"/>', /<p> has no attribute style/],
    [
      'a handler',
      '<img src="https://a.example/" alt="" onerror="alert(1)"/>',
      /<img> has no attribute onerror/,
    ],
    ['an attribute of another element', '<b href="https://a.example/"/>', /<b> has no attribute href/],
    ['img without alt', '<img src="https://a.example/"/>', /<img> needs the attribute alt/],
    ['img without src', '<img alt="x"/>', /<img> needs the attribute src/],
    ['area without alt', '<area/>', /<area> needs the attribute alt/],
    ['map without name', '<map/>', /<map> needs the attribute name/],
    ['javascript', '<a href="javascript:alert(1)">x</a>', /<a> has in href an address that is not allowed/],
    ['javascript in disguise', '<a href=" &#106;ava&#10;script:alert(1)">x</a>', /not allowed/],
    ['data', '<img alt="" src="data:image/svg+xml,x"/>', /not allowed/],
    ['a relative address', '<a href="/x">x</a>', /not allowed/],
    ['a comment', 'x<!-- y -->', /comments are not allowed/],
    ['an open element', '<p>x', /tag mismatch/],
    ['crossed elements', '<b><i>x</b></i>', /tag mismatch/],
    ['an attribute without quotes', '<table border=1></table>', /AttValue/],
    ['an end of the wrapper', 'x</FormattedContent><script/>', /./],
    ['an unknown entity', '&made-up;', /made/],
    ['a DOCTYPE', '<!DOCTYPE html><p/>', /./],
  ])('%s', (_, fragment, message) => {
    const refused = refusal(() => read(fragment));
    expect(refused.code).toBe('XHTMLParseError');
    expect(refused.details).toEqual({ Parameter: 'Question' });
    const [front, details] = refused.message.split(' Details: ');
    expect(front).toBe(
      'There was an error parsing the XHTML data in your request.  Please make sure the data is well-formed and validates against the appropriate schema.',
    );
    expect(details).toMatch(message);
  });
});
