import type { z } from 'zod';
import { marketPushSchemas, requesterPushSchemas, workerPushSchemas } from '../contract/schemas/pushes.ts';
import { dashboardAuth, requesterAuth, workerAsks, workerAuth } from '../contract/schemas/sockets.ts';
import { jsonSchema } from './json-schema.ts';

/** The AsyncAPI 3 document of the Socket.IO namespaces, from the schemas that validate. Built when first asked for. */

interface Namespace {
  readonly name: string;
  readonly description: string;
  readonly auth: z.ZodType;
  readonly pushes: Readonly<Record<string, z.ZodType>>;
  readonly requests: Readonly<Record<string, z.ZodType>>;
}

const namespaces: readonly Namespace[] = [
  {
    name: 'worker',
    description:
      'One worker: what happens to it, numbered and replayed by `after` and `epoch`; and what it may do, stated in a snapshot after every connection and kept current.',
    auth: workerAuth,
    pushes: workerPushSchemas,
    requests: workerAsks,
  },
  {
    name: 'requester',
    description: "What workers and time do to one requester's HITs and types.",
    auth: requesterAuth,
    pushes: requesterPushSchemas,
    requests: {},
  },
  {
    name: 'market',
    description: 'Figures and a sample of the events of a market, for dashboards.',
    auth: dashboardAuth,
    pushes: marketPushSchemas,
    requests: {},
  },
];

let built: object | undefined;

export function asyncApiDocument(): object {
  built ??= {
    asyncapi: '3.0.0',
    info: {
      title: 'turksim',
      version: '1',
      description: 'Socket.IO namespaces of turksim. Every request is acknowledged with `ok`.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(namespaces.map((namespace) => [namespace.name, channel(namespace)])),
    operations: Object.fromEntries(namespaces.flatMap(operations)),
  };
  return built;
}

function channel({ name, description, auth, pushes, requests }: Namespace): object {
  const named = [
    ...Object.entries(pushes).map(([event, schema]) => [event, jsonSchema(schema, 'output')] as const),
    ...Object.entries(requests).map(([event, schema]) => [event, jsonSchema(schema, 'input')] as const),
  ];
  return {
    address: `/${name}`,
    description,
    messages: Object.fromEntries(
      named.map(([event, payload]) => [messageId(event), { name: event, payload }]),
    ),
    'x-handshake-auth': jsonSchema(auth, 'input'),
  };
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
