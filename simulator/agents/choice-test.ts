const namespace = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas';

/** One question of a test: what is asked, the choices, and which of them is right, from 0. */
export interface ChoiceQuestion {
  readonly identifier: string;
  readonly text: string;
  readonly choices: readonly string[];
  readonly right: number;
  readonly points: number;
}

/** A Qualification test of choices with its key, as CreateQualificationType takes them. */
export function choiceTest(questions: readonly ChoiceQuestion[]): { test: string; answerKey: string } {
  return {
    test: `<QuestionForm xmlns="${namespace}/2005-10-01/QuestionForm.xsd">
${questions.map(asked).join('\n')}
</QuestionForm>`,
    answerKey: `<AnswerKey xmlns="${namespace}/2005-10-01/AnswerKey.xsd">
${questions.map(scored).join('\n')}
</AnswerKey>`,
  };
}

/** A test of so many like questions, a point each. */
export function uniformTest(count: number): { test: string; answerKey: string } {
  return choiceTest(
    Array.from({ length: count }, (_, at) => ({
      identifier: `item-${at + 1}`,
      text: `Which label fits item ${at + 1}?`,
      choices: ['A', 'B', 'C', 'D'],
      right: (at * 7 + 2) % 4,
      points: 1,
    })),
  );
}

function asked({ identifier, text, choices }: ChoiceQuestion): string {
  const selections = choices
    .map(
      (choice, at) =>
        `<Selection><SelectionIdentifier>choice-${at + 1}</SelectionIdentifier><Text>${choice}</Text></Selection>`,
    )
    .join('');
  return `<Question><QuestionIdentifier>${identifier}</QuestionIdentifier><IsRequired>true</IsRequired>
<QuestionContent><Text>${text}</Text></QuestionContent><AnswerSpecification><SelectionAnswer>
<StyleSuggestion>radiobutton</StyleSuggestion><Selections>${selections}</Selections></SelectionAnswer></AnswerSpecification></Question>`;
}

function scored({ identifier, right, points }: ChoiceQuestion): string {
  return `<Question><QuestionIdentifier>${identifier}</QuestionIdentifier>
<AnswerOption><SelectionIdentifier>choice-${right + 1}</SelectionIdentifier><AnswerScore>${points}</AnswerScore></AnswerOption></Question>`;
}
