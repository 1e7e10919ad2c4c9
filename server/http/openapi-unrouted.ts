/** Paths of the OpenAPI document that are no routes of ours to validate: other protocols, files, and what operators ask. */

const text = (type: string, description: string) => ({
  200: { description, content: { [type]: { schema: { type: 'string' } } } },
});
const json = (description: string) => ({
  200: { description, content: { 'application/json': { schema: { type: 'object' } } } },
});

const requesterApi = {
  post: {
    operationId: 'requesterApi',
    summary: 'The MTurk Requester API: AWS JSON 1.1, the operation in X-Amz-Target.',
    tags: ['requester-api'],
    parameters: [
      {
        name: 'X-Amz-Target',
        in: 'header',
        required: true,
        schema: { type: 'string', pattern: '^MTurkRequesterServiceV20170117\\.' },
      },
    ],
    requestBody: {
      required: true,
      content: { 'application/x-amz-json-1.1': { schema: { type: 'object' } } },
    },
    responses: {
      200: {
        description: "The operation's answer.",
        content: { 'application/x-amz-json-1.1': { schema: { type: 'object' } } },
      },
      400: { description: 'Refused, in the words of the real service.' },
      404: { description: 'There is no such market.' },
      413: { description: 'The body is too large.' },
    },
  },
};

const submitAnswers = {
  ...text('text/html', 'Submitted.'),
  400: { description: 'The form names no assignment, or has no field.' },
  404: { description: 'There is no such assignment.' },
  409: { description: 'The assignment can no longer be submitted.' },
};

const externalSubmit = {
  get: {
    operationId: 'externalSubmitOfOldPages',
    summary: 'As the post, of pages whose form names no method: all its fields stand in the query.',
    tags: ['assignments'],
    parameters: [
      { name: 'assignmentId', in: 'query', required: true, schema: { type: 'string' } },
      {
        name: 'fields',
        in: 'query',
        required: false,
        schema: { type: 'object', additionalProperties: { type: 'string' } },
        explode: true,
      },
    ],
    responses: submitAnswers,
  },
  post: {
    operationId: 'externalSubmit',
    summary: 'The form post of HTMLQuestion and ExternalQuestion pages.',
    tags: ['assignments'],
    parameters: [{ name: 'assignmentId', in: 'query', required: false, schema: { type: 'string' } }],
    requestBody: {
      required: true,
      content: {
        'application/x-www-form-urlencoded': {
          schema: { type: 'object', additionalProperties: { type: 'string' } },
        },
        'multipart/form-data': { schema: { type: 'object', additionalProperties: { type: 'string' } } },
      },
    },
    responses: {
      ...submitAnswers,
      413: { description: 'The form is too large.' },
      415: { description: 'Not a form.' },
    },
  },
};

const marketParameter = { name: 'market', in: 'path', required: true, schema: { type: 'string' } };

interface Served {
  readonly operationId: string;
  readonly parameters: readonly object[];
}

const inMarket = (item: Readonly<Record<string, Served>>) =>
  Object.fromEntries(
    Object.entries(item).map(([method, served]) => [
      method,
      {
        ...served,
        operationId: `${served.operationId}OfMarket`,
        parameters: [marketParameter, ...served.parameters],
      },
    ]),
  );

const operator = (operationId: string, summary: string, responses: object) => ({
  get: { operationId, summary, tags: ['server'], responses },
});

const gzipFile = { 'application/gzip': { schema: { type: 'string', format: 'binary' } } };

const snapshot = {
  get: {
    operationId: 'getMarketSnapshot',
    summary: 'The whole market as a file: lines of JSON, packed by gzip.',
    tags: ['snapshot'],
    parameters: [marketParameter],
    responses: {
      200: { description: 'The file.', content: gzipFile },
      404: { description: 'There is no such market.' },
    },
  },
  put: {
    operationId: 'putMarketSnapshot',
    summary: 'Puts the market of a file in the place of this one; a file that is not whole changes nothing.',
    tags: ['snapshot'],
    parameters: [marketParameter],
    requestBody: {
      required: true,
      content: { ...gzipFile, 'application/x-ndjson': { schema: { type: 'string', format: 'binary' } } },
    },
    responses: {
      ...json('The market as it is now.'),
      400: { description: 'No whole snapshot, or one of a newer version.' },
      404: { description: 'There is no such market.' },
      413: { description: 'The file is too large.' },
    },
  },
};

export const unroutedPaths: Readonly<Record<string, object>> = {
  '/': {
    ...requesterApi,
    get: {
      operationId: 'page',
      summary: 'The web page.',
      tags: ['server'],
      responses: text('text/html', 'The page.'),
    },
  },
  '/markets/{market}': inMarket(requesterApi),
  '/mturk/externalSubmit': externalSubmit,
  '/markets/{market}/mturk/externalSubmit': inMarket(externalSubmit),
  '/api/markets/{market}/snapshot': snapshot,
  '/health': operator('health', 'Whether the server is alive.', json('It is.')),
  '/ready': operator('ready', 'Whether store and index answer.', {
    ...json('They do.'),
    503: { description: 'They do not.', content: { 'application/json': { schema: { type: 'object' } } } },
  }),
  '/metrics': operator(
    'metrics',
    'Figures in the form of Prometheus; with --auth on the admin key is needed.',
    {
      ...text('text/plain', 'The figures.'),
      401: { description: 'No key.' },
      403: { description: 'The wrong key.' },
    },
  ),
  '/api': operator('apiPage', 'This document as a page.', text('text/html', 'The page.')),
  '/openapi.json': operator('openapi', 'This document.', json('The document.')),
  '/asyncapi.json': operator('asyncapi', 'The AsyncAPI 3 document of the sockets.', json('The document.')),
  '/schemas/{file}': {
    get: {
      operationId: 'dataStructureSchema',
      summary: 'JSON schema of a data structure of the Requester API: `QualificationRequirement.json`.',
      tags: ['requester-api'],
      parameters: [{ name: 'file', in: 'path', required: true, schema: { type: 'string' } }],
      responses: { ...json('The schema.'), 404: { description: 'There is no such data structure.' } },
    },
  },
};
