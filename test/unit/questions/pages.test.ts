import { beforeAll, describe, expect, it } from 'vitest';
import { frameUrl } from '../../../server/questions/external-question.ts';
import { placeholdersOf, questionFromLayout } from '../../../server/questions/hit-layout.ts';
import { readQuestion } from '../../../server/questions/question.ts';
import { loadXml } from '../../../server/questions/xml.ts';
import { externalNamespace, externalQuestion, htmlNamespace, htmlQuestion } from './fixtures/documents.ts';
import { details, refusal } from './refusal.ts';

beforeAll(loadXml);

describe('[7.5] ExternalQuestion', () => {
  it('is an address and a height', () => {
    expect(readQuestion(externalQuestion(' https://a.example/x?b=1&amp;c=2 ', ' 600 '))).toEqual({
      kind: 'ExternalQuestion',
      url: 'https://a.example/x?b=1&c=2',
      frameHeight: 600,
    });
  });

  it.each([
    'http://a.example/',
    '//a.example/',
    '/x',
    'a.example',
    '',
    'https:',
    'https://',
    'https:a.example',
    'javascript:alert(1)',
    'https://a b.example/',
    'https://a.example/?workerId=1',
    'https://a.example/?x=1&amp;turkSubmitTo=',
    'https://a.example/?assignmentId=A#x',
    'https://a.example/?hitId',
  ])('refuses the address "%s" by the value template', (url) => {
    const text = externalQuestion(url);
    const refused = refusal(() => readQuestion(text));
    expect(refused.code).toBe('InvalidParameterValue');
    expect(refused.message).toBe(`The value "${text}" is not valid for the parameter Question.`);
  });

  it.each([
    [
      'no height',
      `<ExternalQuestion xmlns="${externalNamespace}"><ExternalURL>https://a.example/</ExternalURL></ExternalQuestion>`,
      /in ExternalQuestion FrameHeight was expected, but its end found/,
    ],
    [
      'a height in words',
      externalQuestion('https://a.example/', 'tall'),
      /FrameHeight must be an integer from 0/,
    ],
    ['a height below 0', externalQuestion('https://a.example/', -1), /FrameHeight must be an integer from 0/],
    ['an & that is not escaped', externalQuestion('https://a.example/?a=1&b=2'), /line 1: /],
  ])('%s is XMLParseError', (_, text, message) => {
    expect(details(() => readQuestion(text))).toMatch(message);
  });
});

describe('[7.5] the address of the frame', () => {
  const accepted = {
    assignmentId: '3A',
    hitId: '3H',
    workerId: 'AW',
    turkSubmitTo: 'https://m.example:8080/markets/x',
  };
  const appended =
    'assignmentId=3A&hitId=3H&workerId=AW&turkSubmitTo=https%3A%2F%2Fm.example%3A8080%2Fmarkets%2Fx';
  it.each([
    ['https://a.example', `https://a.example?${appended}`],
    ['https://a.example/x', `https://a.example/x?${appended}`],
    ['https://a.example/x?b=%20c&d', `https://a.example/x?b=%20c&d&${appended}`],
    ['https://a.example/x?', `https://a.example/x?${appended}`],
    ['https://a.example/x?b&', `https://a.example/x?b&${appended}`],
    ['https://a.example/x#y?z', `https://a.example/x?${appended}#y?z`],
    ['https://a.example/x?b#y', `https://a.example/x?b&${appended}#y`],
  ])('of %s has the four parameters in the observed order', (url, expected) => {
    expect(frameUrl(url, accepted)).toBe(expected);
  });

  it('[D28] of a preview has no worker and no assignment', () => {
    expect(frameUrl('https://a.example/', { hitId: '3H', workerId: 'AW', turkSubmitTo: 'https://m' })).toBe(
      'https://a.example/?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=3H&turkSubmitTo=https%3A%2F%2Fm',
    );
  });
});

describe('[7.6] HTMLQuestion', () => {
  it('is a page and a height', () => {
    expect(readQuestion(htmlQuestion('<!DOCTYPE html>\n<p>&nbsp;a < b</p>', 450))).toEqual({
      kind: 'HTMLQuestion',
      html: '<!DOCTYPE html>\n<p>&nbsp;a < b</p>',
      frameHeight: 450,
    });
  });

  it('takes a page that is escaped instead of CDATA', () => {
    const text = htmlQuestion('').replace('<![CDATA[]]>', '&lt;p>x&lt;/p>');
    expect(readQuestion(text)).toMatchObject({ html: '<p>x</p>' });
  });

  it.each([
    '<p>never closed',
    '\n \n<!doctype html><body>x</div></body>',
    '<!-- c --><input name="a">',
    '<P>',
    '<crowd-form></crowd-form>',
  ])('takes what an HTML5 parser recovers from: %s', (html) => {
    expect(readQuestion(htmlQuestion(html)).kind).toBe('HTMLQuestion');
  });

  it.each([
    ['', 'the page is empty'],
    [' \n', 'the page is empty'],
    ['just text', 'the page has no element'],
    ['1 < 2', 'the page has no element'],
    ['<!-- <p> -->', 'the page has no element'],
    ['<!-- <p>', 'the page has no element'],
    ['<!DOCTYPE html>', 'the page has no element'],
    ['</p>', 'the page has no element'],
  ])('[3.3 HTML5] refuses "%s"', (html, reason) => {
    const refused = refusal(() => readQuestion(htmlQuestion(html)));
    expect(refused.code).toBe('InvalidParameterValue');
    expect(refused.details).toEqual({ Parameter: 'Question' });
    expect(refused.message).toBe(
      `There was an error parsing the HTML5 data in your request.  Please make sure the data is well-formed and validates as HTML5. Details: Errors: ${reason}`,
    );
  });

  it('is quick with comments that never end', () => {
    expect(refusal(() => readQuestion(htmlQuestion('<!--'.repeat(16_000)))).message).toContain('no element');
  });

  it.each([
    [
      'no page',
      `<HTMLQuestion xmlns="${htmlNamespace}"><FrameHeight>0</FrameHeight></HTMLQuestion>`,
      /HTMLContent was expected/,
    ],
    [
      'markup that is not escaped',
      htmlQuestion('').replace('<![CDATA[]]>', '<p/>'),
      /in HTMLContent text was expected/,
    ],
  ])('%s is XMLParseError', (_, text, message) => {
    expect(details(() => readQuestion(text))).toMatch(message);
  });
});

describe('[7.6] layouts', () => {
  const place = (name: string) => `$\{${name}}`;
  const script = `<script>\`${place('1 + x')} ]]>\`</script>`;
  const layout = {
    html: `<p>${place('name')}, ${place('name')} of ${place('place-2')}</p>${script}`,
    frameHeight: 300,
  };

  it('fills each place, and what results is read as an HTMLQuestion', () => {
    const text = questionFromLayout(layout, [
      { Name: 'name', Value: 'A & <b>$&</b>' },
      { Name: 'place-2', Value: place('name') },
    ]);
    expect(readQuestion(text)).toEqual({
      kind: 'HTMLQuestion',
      html: `<p>A & <b>$&</b>, A & <b>$&</b> of ${place('name')}</p>${script}`,
      frameHeight: 300,
    });
  });

  it('names its places', () => {
    expect([...placeholdersOf(layout.html)]).toEqual(['name', 'place-2']);
  });

  it.each([
    ['a place without a value', [{ Name: 'name', Value: 'x' }]],
    [
      'a value without a place',
      [
        { Name: 'name', Value: 'x' },
        { Name: 'place-2', Value: 'x' },
        { Name: 'more', Value: 'x' },
      ],
    ],
    [
      'another name',
      [
        { Name: 'name', Value: 'x' },
        { Name: 'place', Value: 'x' },
      ],
    ],
    [
      'a name twice',
      [
        { Name: 'name', Value: 'x' },
        { Name: 'place-2', Value: 'x' },
        { Name: 'name', Value: 'y' },
      ],
    ],
    ['nothing', []],
  ])('refuses %s', (_, parameters) => {
    const refused = refusal(() => questionFromLayout(layout, parameters));
    expect(refused.code).toBe('InvalidParameterValue');
    expect(refused.message).toBe(
      `The value "${JSON.stringify(parameters)}" is not valid for the parameter HITLayoutParameters.`,
    );
  });
});
