import {
  type QuestionRead,
  questionReadSchema,
  type ReadQuestionBody,
  readQuestionBody,
} from '../../contract/schemas/question.ts';
import { frameUrl } from '../../questions/external-question.ts';
import { type Question, readQuestion, readTest } from '../../questions/question.ts';
import { loadXml } from '../../questions/xml.ts';
import { marketOf, route } from './route.ts';

type Frame = NonNullable<Extract<ReadQuestionBody, { question: string }>['frame']>;

/** A form whole; of a page what it takes to frame it, its HTML being served from an origin of its own. */
function questionView(question: Question): QuestionRead['question'] {
  if (question.kind !== 'HTMLQuestion') return question;
  return { kind: question.kind, frameHeight: question.frameHeight };
}

function frameSource(question: Question, market: string, frame: Frame): { src: string } | undefined {
  if (question.kind === 'QuestionForm') return undefined;
  const { hit, worker, assignment, submitTo } = frame;
  const page =
    question.kind === 'ExternalQuestion'
      ? question.url
      : `/html-question/${market}/${encodeURIComponent(hit)}`;
  const accepted = assignment === undefined ? {} : { assignmentId: assignment, workerId: worker };
  return { src: frameUrl(page, { hitId: hit, turkSubmitTo: submitTo, ...accepted }) };
}

export const questionRoutes = [
  route({
    method: 'post',
    path: '/api/markets/:market/questions/read',
    summary: 'Reads a Question, or a Test with its AnswerKey, into JSON; nothing is stored.',
    access: 'any-worker',
    body: readQuestionBody,
    answer: questionReadSchema,
    async run(call) {
      const market = await marketOf(call);
      await loadXml();
      const { body } = call;
      if ('test' in body) {
        const { form, key } = readTest(body.test, body.answerKey);
        return { question: form, ...(key === undefined ? {} : { key }) };
      }
      const question = readQuestion(body.question);
      return {
        question: questionView(question),
        ...(body.frame === undefined ? {} : frameSource(question, market.id, body.frame)),
      };
    },
  }),
];
