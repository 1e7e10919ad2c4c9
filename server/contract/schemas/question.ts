import { z } from 'zod';
import { anyIdSchema } from './basics.ts';

/** Questions, tests and keys as pages show and edit them: their XML read into JSON, checked as CreateHIT checks it. */

/** Twice the bytes that a document may have, since a page may send what is still too long. */
const documentText = z.string().max(131_072);

export const readQuestionBody = z.union([
  z.strictObject({
    question: documentText,
    /** For whom a page is to be framed: asks for `src`. */
    frame: z
      .strictObject({
        hit: anyIdSchema,
        worker: anyIdSchema,
        /** Absent in a preview. */
        assignment: anyIdSchema.optional(),
        /** `turkSubmitTo`: the market's base address without trailing slash. */
        submitTo: z.url({ protocol: /^https?$/ }).max(2048),
      })
      .optional(),
  }),
  z.strictObject({ test: documentText, answerKey: documentText.optional() }),
]);
export type ReadQuestionBody = z.output<typeof readQuestionBody>;

/** Text, or an element of the XHTML subset: nothing in it runs, and its addresses have allowed schemes. */
export type Xhtml =
  | string
  | {
      readonly name: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly children: readonly Xhtml[];
    };
const xhtmlSchema: z.ZodType<Xhtml, Xhtml> = z.union([
  z.string(),
  z.object({
    name: z.string(),
    attributes: z.record(z.string(), z.string()).readonly(),
    children: z.array(z.lazy(() => xhtmlSchema)).readonly(),
  }),
]);

const parameters = z.array(z.object({ name: z.string(), value: z.string() })).readonly();

const contentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['Title', 'Text']), text: z.string() }),
  z.object({ kind: z.literal('List'), items: z.array(z.string()).readonly() }),
  z.object({
    kind: z.literal('Binary'),
    type: z.enum(['image', 'audio', 'video']),
    subType: z.string().optional(),
    url: z.string(),
    altText: z.string(),
  }),
  z.object({
    kind: z.literal('EmbeddedBinary'),
    type: z.string(),
    subType: z.string().optional(),
    url: z.string(),
    altText: z.string(),
    width: z.string(),
    height: z.string(),
    parameters,
  }),
  z.object({
    kind: z.literal('Application'),
    type: z.enum(['JavaApplet', 'Flash']),
    url: z.string(),
    fileName: z.string().optional(),
    width: z.string(),
    height: z.string(),
    parameters,
  }),
  z.object({ kind: z.literal('FormattedContent'), nodes: z.array(xhtmlSchema).readonly() }),
]);
export type QuestionContent = z.output<typeof contentSchema>;

const bounds = z.object({ min: z.number().optional(), max: z.number().optional() }).optional();
const textField = {
  constraints: z.object({
    numeric: bounds,
    length: bounds,
    formats: z
      .array(z.object({ regex: z.string(), errorText: z.string(), ignoreCase: z.boolean() }))
      .readonly(),
  }),
  defaultText: z.string().optional(),
  lines: z.int(),
};
const textFieldSchema = z.object(textField);
export type QuestionTextField = z.output<typeof textFieldSchema>;

const styles = ['radiobutton', 'checkbox', 'list', 'dropdown', 'combobox', 'multichooser'] as const;
const answerSpecification = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('FreeTextAnswer'), ...textField }),
  z.object({
    kind: z.literal('SelectionAnswer'),
    minSelections: z.int(),
    maxSelections: z.int(),
    style: z.enum(styles).optional(),
    selections: z.array(z.object({ identifier: z.string(), content: contentSchema })).readonly(),
    other: textFieldSchema.optional(),
  }),
  z.object({ kind: z.literal('FileUploadAnswer'), minBytes: z.int(), maxBytes: z.int() }),
]);

const formPart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('Overview'), content: z.array(contentSchema).readonly() }),
  z.object({
    kind: z.literal('Question'),
    identifier: z.string(),
    displayName: z.string().optional(),
    required: z.boolean(),
    content: z.array(contentSchema).readonly(),
    answer: answerSpecification,
  }),
]);
const formSchema = z.object({ kind: z.literal('QuestionForm'), parts: z.array(formPart).readonly() });
export type QuestionForm = z.output<typeof formSchema>;
export type FormQuestion = Extract<QuestionForm['parts'][number], { kind: 'Question' }>;

const pages = z.object({
  kind: z.literal('ExternalQuestion'),
  url: z.string(),
  /** In pixels; 0 fits the window. */
  frameHeight: z.int(),
});
const ownPages = z.object({ kind: z.literal('HTMLQuestion'), frameHeight: z.int() });

const keySchema = z.object({
  questions: z
    .array(
      z.object({
        identifier: z.string(),
        options: z.array(z.object({ selections: z.array(z.string()).readonly(), score: z.int() })).readonly(),
        defaultScore: z.int(),
      }),
    )
    .readonly(),
  mapping: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('percentage'), maximumScore: z.int() }),
      z.object({ kind: z.literal('scale'), multiplier: z.number() }),
      z.object({
        kind: z.literal('range'),
        ranges: z.array(z.object({ lower: z.int(), upper: z.int(), value: z.int() })).readonly(),
        otherwise: z.int(),
      }),
    ])
    .optional(),
});
export type AnswerKey = z.output<typeof keySchema>;

export const questionReadSchema = z.object({
  question: z.discriminatedUnion('kind', [formSchema, pages, ownPages]),
  key: keySchema.optional(),
  /** Address of the frame; of an HTMLQuestion the path on the content origin. */
  src: z.string().optional(),
});
export type QuestionRead = z.output<typeof questionReadSchema>;
