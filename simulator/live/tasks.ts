import { choiceTest } from '../agents/choice-test.ts';

/** What the living market's requesters want done. Each kind becomes HIT groups of its own. */
export interface TaskKind {
  readonly title: string;
  readonly description: string;
  readonly keywords: string;
  /** Reward range in mills. */
  readonly rewardMills: readonly [min: number, max: number];
  /** Median working time of an average worker, seconds. */
  readonly workSeconds: number;
  /** Named inputs of the task's page. */
  readonly inputs: readonly TaskInput[];
}

export interface TaskInput {
  readonly name: string;
  readonly label: string;
  /** Without options: free text. */
  readonly options?: readonly string[];
}

export const taskKinds: readonly TaskKind[] = [
  {
    title: 'Transcribe a short recording',
    description: 'Listen to half a minute of speech and type what is said.',
    keywords: 'audio, transcription, typing',
    rewardMills: [100, 450],
    workSeconds: 55,
    inputs: [{ name: 'transcript', label: 'What is said?' }],
  },
  {
    title: 'Is there a traffic light in the picture?',
    description: 'Look at a street scene and say what you see.',
    keywords: 'image, labelling, quick',
    rewardMills: [20, 60],
    workSeconds: 12,
    inputs: [{ name: 'light', label: 'A traffic light?', options: ['yes', 'no', 'unclear'] }],
  },
  {
    title: 'Find the address of a shop',
    description: 'Search the web for a shop and copy its street and city.',
    keywords: 'data collection, web search',
    rewardMills: [50, 200],
    workSeconds: 40,
    inputs: [
      { name: 'street', label: 'Street' },
      { name: 'city', label: 'City' },
    ],
  },
  {
    title: 'How does this review sound?',
    description: 'Read a product review and judge its tone.',
    keywords: 'sentiment, reading, quick',
    rewardMills: [30, 90],
    workSeconds: 18,
    inputs: [{ name: 'tone', label: 'Tone', options: ['positive', 'neutral', 'negative'] }],
  },
  {
    title: 'A five-minute survey about everyday decisions',
    description: 'Answer a few questions for a university study.',
    keywords: 'survey, research, psychology',
    rewardMills: [400, 1500],
    workSeconds: 70,
    inputs: [
      { name: 'choice', label: 'Which would you take?', options: ['10 now', '12 in a week'] },
      { name: 'sure', label: 'How sure are you?', options: ['very', 'rather', 'not at all'] },
      { name: 'why', label: 'Why?' },
    ],
  },
  {
    title: 'Does this post break the rules?',
    description: 'Read a post of a forum and decide whether it may stay. May hold strong language.',
    keywords: 'moderation, adult content, reading',
    rewardMills: [50, 120],
    workSeconds: 20,
    inputs: [
      { name: 'verdict', label: 'The post', options: ['may stay', 'must go', 'somebody else should look'] },
    ],
  },
];

const namespace = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas';

/** The HTMLQuestion of one item of a task. */
export function taskQuestion(task: TaskKind, item: string): string {
  const fields = task.inputs.map(field).join('\n');
  return `<HTMLQuestion xmlns="${namespace}/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${task.title}</title></head><body>
<h1>${task.title}</h1><p>${task.description}</p><p>${item}</p>
<form method="post" id="form"><input type="hidden" name="assignmentId" id="assignmentId">
${fields}
<button type="submit">Submit</button></form>
<script>
const given = new URLSearchParams(location.search);
document.getElementById('assignmentId').value = given.get('assignmentId');
document.getElementById('form').action = given.get('turkSubmitTo') + '/mturk/externalSubmit';
</script></body></html>]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>`;
}

function field({ name, label, options }: TaskInput): string {
  if (!options)
    return `<p><label>${label}<br><textarea name="${name}" rows="3" cols="60" required></textarea></label></p>`;
  const choices = options.map(
    (option) => `<label><input type="radio" name="${name}" value="${option}" required> ${option}</label>`,
  );
  return `<fieldset><legend>${label}</legend>${choices.join(' ')}</fieldset>`;
}

/** The test of a requester's own Qualification: two questions, ten points each. */
export const qualificationTest = choiceTest([
  {
    identifier: 'article',
    text: 'She is ___ honest person.',
    choices: ['a', 'an', 'the'],
    right: 1,
    points: 10,
  },
  {
    identifier: 'tense',
    text: 'They ___ in Paris since 2010.',
    choices: ['live', 'lived', 'have lived'],
    right: 2,
    points: 10,
  },
]);
