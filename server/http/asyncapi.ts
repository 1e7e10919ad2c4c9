import { z } from 'zod';
import { errorSchema } from '../contract/schemas/basics.ts';
import { marketPushSchemas, requesterPushSchemas, workerPushSchemas } from '../contract/schemas/pushes.ts';
import {
  dashboardAuth,
  requesterAuth,
  workerAnswers,
  workerAsks,
  workerAuth,
} from '../contract/schemas/sockets.ts';
import { jsonSchema } from './json-schema.ts';

/** The AsyncAPI 3 document of the Socket.IO namespaces, from the schemas that validate. Built when first asked for. */

interface Namespace {
  readonly name: string;
  readonly description: string;
  readonly auth: z.ZodType;
  readonly pushes: Readonly<Record<string, z.ZodType>>;
  readonly requests: Readonly<Record<string, z.ZodType>>;
  readonly answers: Readonly<Record<string, AnswerSchema>>;
}

type AnswerSchema = z.ZodObject | z.ZodUnion<readonly z.ZodObject[]>;

const namespaces: readonly Namespace[] = [
  {
    name: 'worker',
    description:
      'One worker: what happens to it, numbered and replayed by `after` and `epoch`; and what it may do, stated in a snapshot after every connection and kept current. ' +
      'After connecting come the addressed pushes after `after`, if `epoch` is still that of the inbox and they are still kept; then one `snapshot`, with `reset: true` where they are not; then changes after `snapshot.feed`. ' +
      'Give `auth` as a function, which is asked at each connection: `after` is the last `seq` (that of the snapshot or of a push since), `epoch` the one of the last snapshot. Ignore what comes between `disconnect` and `connect`. ' +
      '`closing` says why the server ends the connection, and comes right before the end.',
    auth: workerAuth,
    pushes: workerPushSchemas,
    requests: workerAsks,
    answers: workerAnswers,
  },
  {
    name: 'requester',
    description: "What workers and time do to one requester's HITs and types.",
    auth: requesterAuth,
    pushes: requesterPushSchemas,
    requests: {},
    answers: {},
  },
  {
    name: 'market',
    description: 'Figures and a sample of the events of a market, for dashboards.',
    auth: dashboardAuth,
    pushes: marketPushSchemas,
    requests: {},
    answers: {},
  },
];

let built: object | undefined;

export function asyncApiDocument(): object {
  built ??= {
    asyncapi: '3.0.0',
    info: {
      title: 'turksim',
      version: '1',
      description:
        'Socket.IO namespaces of turksim. Every request is one object and an acknowledgement, whose shape stands in `x-ack`.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(namespaces.map((namespace) => [namespace.name, channel(namespace)])),
    operations: Object.fromEntries(namespaces.flatMap(operations)),
  };
  return built;
}

function channel({ name, description, auth, pushes, requests, answers }: Namespace): object {
  const pushed = Object.entries(pushes).map(([event, schema]) => [
    messageId(event),
    { name: event, payload: jsonSchema(schema, 'output') },
  ]);
  const asked = Object.entries(requests).map(([event, schema]) => [
    messageId(event),
    { name: event, payload: jsonSchema(schema, 'input'), 'x-ack': acknowledgement(answers[event]) },
  ]);
  return {
    address: `/${name}`,
    description,
    messages: Object.fromEntries([...pushed, ...asked]),
    'x-handshake-auth': jsonSchema(auth, 'input'),
  };
}

/** The answer with `ok`, or the refusal. */
function acknowledgement(answer: AnswerSchema | undefined): object {
  const answers = answer === undefined ? [] : answer instanceof z.ZodUnion ? answer.options : [answer];
  const done = answers.map((each) => each.extend({ ok: z.literal(true) }));
  return jsonSchema(z.union([...done, errorSchema.extend({ ok: z.literal(false) })]), 'output');
}

function operations(namespace: Namespace): [string, object][] {
  const of = (action: 'send' | 'receive', events: readonly string[]): [string, object][] =>
    events.map((event) => [
      `${namespace.name}.${messageId(event)}`,
      {
        action,
        channel: { $ref: `#/channels/${namespace.name}` },
        messages: [{ $ref: `#/channels/${namespace.name}/messages/${messageId(event)}` }],
      },
    ]);
  return [...of('send', Object.keys(namespace.pushes)), ...of('receive', Object.keys(namespace.requests))];
}

/** Ids hold no colons. */
function messageId(event: string): string {
  return event.replaceAll(':', '.');
}
