import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAs, chromiumPath, makeWorker, openBrowser, type TestBrowser } from '../../support/browser.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

const schemas = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/';
const question = (id: string, answer: string, more = '') =>
  `<Question><QuestionIdentifier>${id}</QuestionIdentifier>${more}<QuestionContent><Text>About ${id}</Text></QuestionContent><AnswerSpecification>${answer}</AnswerSpecification></Question>`;
const selections = (...ids: string[]) =>
  ids
    .map(
      (id) =>
        `<Selection><SelectionIdentifier>${id}</SelectionIdentifier><Text>Option ${id}</Text></Selection>`,
    )
    .join('');

const form = `<QuestionForm xmlns="${schemas}2017-11-06/QuestionForm.xsd">
<Overview><Title>Welcome</Title><List><ListItem>one</ListItem></List><FormattedContent><![CDATA[<p>Read the <b>rules</b>.</p>]]></FormattedContent></Overview>
${question('words', '<FreeTextAnswer><Constraints><Length minLength="3" maxLength="9"/></Constraints><NumberOfLinesSuggestion>4</NumberOfLinesSuggestion></FreeTextAnswer>')}
${question('age', '<FreeTextAnswer><Constraints><IsNumeric minValue="1" maxValue="120"/></Constraints></FreeTextAnswer>')}
${question('code', '<FreeTextAnswer><Constraints><AnswerFormatRegex regex="^[A-Z]{2}\\d$" errorText="Two capitals and a digit."/></Constraints><DefaultText>AB1</DefaultText></FreeTextAnswer>')}
${question('nested', '<FreeTextAnswer><Constraints><AnswerFormatRegex regex="^(a+)+$" errorText="Only the letter a."/></Constraints></FreeTextAnswer>')}
${question('radio', `<SelectionAnswer><StyleSuggestion>radiobutton</StyleSuggestion><Selections>${selections('r1', 'r2')}</Selections></SelectionAnswer>`, '<IsRequired>true</IsRequired>')}
${question('menu', `<SelectionAnswer><StyleSuggestion>dropdown</StyleSuggestion><Selections>${selections('m1', 'm2')}</Selections></SelectionAnswer>`)}
${question('boxes', `<SelectionAnswer><MinSelectionCount>2</MinSelectionCount><MaxSelectionCount>3</MaxSelectionCount><StyleSuggestion>checkbox</StyleSuggestion><Selections>${selections('b1', 'b2', 'b3', 'b4')}</Selections></SelectionAnswer>`)}
${question('own', `<SelectionAnswer><StyleSuggestion>combobox</StyleSuggestion><Selections>${selections('o1')}<OtherSelection><Constraints><Length minLength="2"/></Constraints></OtherSelection></Selections></SelectionAnswer>`)}
</QuestionForm>`;

describe.skipIf(chromiumPath === undefined)('forms', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let page: Page;
  let hit = '';

  beforeAll(async () => {
    server = await startServer();
    browser = await openBrowser();
    page = await browser.newPerson();
    const worker = await makeWorker(server.url);
    const { HIT } = await callAs<{ HIT: { HITId: string } }>(server.url, 'AKIAFORMS', 'CreateHIT', {
      Title: 'All kinds of questions',
      Description: 'Answer them',
      Reward: '0.10',
      AssignmentDurationInSeconds: 600,
      LifetimeInSeconds: 3600,
      Question: form,
    });
    hit = HIT.HITId;
    await page.goto(`${server.url}/worker/${worker}/hits/${hit}`);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const asked = (id: string) => page.locator(`[data-question="${id}"]`);
  const problem = async (id: string) => (await asked(id).locator('.field-error').textContent()) ?? '';

  it('a preview shows everything and takes nothing', async () => {
    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
    await page.getByText('Read the rules.').waitFor();
    expect(await asked('words').getByRole('textbox').isDisabled()).toBe(true);
    expect(await asked('radio').getByLabel('Option r1').isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Submit' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Accept and work' }).click();
    await page.getByRole('button', { name: 'Submit' }).waitFor();
  });

  it('what is wrong stands at its question, in words, before anything is sent', async () => {
    await asked('words').getByRole('textbox').fill('no');
    await asked('age').getByRole('textbox').fill('200');
    await asked('code').getByRole('textbox').fill('x1');
    await asked('boxes').getByLabel('Option b1').check();
    await asked('own').getByRole('combobox').selectOption({ label: 'Other…' });
    await page.getByRole('button', { name: 'Submit' }).click();
    expect(await problem('words')).toBe('Write at least 3 characters; these are 2.');
    expect(await problem('age')).toBe('Write a number up to 120.');
    expect(await problem('code')).toBe('Two capitals and a digit.');
    expect(await problem('radio')).toBe('Please choose an answer.');
    expect(await problem('boxes')).toBe('Choose at least 2.');
    expect(await problem('own')).toContain('Say what you mean');
    expect(await asked('menu').locator('.field-error').count()).toBe(0);
    const focused = await page.evaluate("document.activeElement.closest('[data-question]').dataset.question");
    expect(focused).toBe('words');
  });

  it('what only the server finds wrong stands at its question as well, and all kinds of answers arrive', async () => {
    await asked('words').getByRole('textbox').fill('enough');
    await asked('age').getByRole('textbox').fill('41');
    await asked('code').getByRole('textbox').fill('ZX9');
    await asked('nested').getByRole('textbox').fill('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab');
    await asked('radio').getByLabel('Option r2').check();
    await asked('menu').getByRole('combobox').selectOption('m2');
    await asked('boxes').getByLabel('Option b3').check();
    await asked('own').getByRole('textbox').fill('mine');
    await page.getByRole('button', { name: 'Submit' }).click();
    await asked('nested').getByText('Only the letter a.').waitFor();
    await asked('nested').getByRole('textbox').fill('aaa');
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByText('Your work was submitted.').waitFor();
    const { Assignments } = await callAs<{ Assignments: { Answer: string }[] }>(
      server.url,
      'AKIAFORMS',
      'ListAssignmentsForHIT',
      { HITId: hit },
    );
    const answer = Assignments[0]?.Answer ?? '';
    for (const part of [
      '<FreeText>enough</FreeText>',
      '<FreeText>41</FreeText>',
      '<FreeText>ZX9</FreeText>',
      '<SelectionIdentifier>r2</SelectionIdentifier>',
      '<SelectionIdentifier>m2</SelectionIdentifier>',
      '<SelectionIdentifier>b1</SelectionIdentifier>',
      '<SelectionIdentifier>b3</SelectionIdentifier>',
      '<OtherSelectionText>mine</OtherSelectionText>',
    ])
      expect(answer).toContain(part);
  });
});
