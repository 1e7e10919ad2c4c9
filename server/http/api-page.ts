import { openApiDocument } from './openapi.ts';

/** The OpenAPI document as a page that people can read. */

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: object;
}

interface Operation {
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<
    Record<string, { description: string; content?: Readonly<Record<string, { schema: object }>> }>
  >;
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

let page: string | undefined;

export function apiPage(): string {
  page ??= written((openApiDocument() as { paths: Paths }).paths);
  return page;
}

function written(paths: Paths): string {
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => section(method, path, operation)),
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>turksim API</title><style>${style}</style></head>
<body><h1>turksim API</h1>
<p>The same as <a href="/openapi.json">openapi.json</a>; the sockets stand in <a href="/asyncapi.json">asyncapi.json</a>.</p>
${operations.join('\n')}
</body></html>
`;
}

function section(method: string, path: string, operation: Operation): string {
  const body = Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) =>
    shape(`takes ${type}`, schema),
  );
  const answers = Object.entries(operation.responses).map(([status, { description, content }]) => {
    const [first] = Object.entries(content ?? {});
    const summary = `${status} ${description}`;
    // The shape of refusals is always the same.
    if (!first || Number(status) >= 400) return `<p class="answer">${escaped(summary)}</p>`;
    return shape(summary, first[1].schema);
  });
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${escaped(path)}</code> ${escaped(operation.summary)}</summary>
<p>${escaped(operation.description ?? '')}</p>${parameterTable(operation.parameters ?? [])}${body.join('')}${answers.join('')}</details>`;
}

function parameterTable(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escaped(name)}</code></td><td>${place}${required ? ', required' : ''}</td><td><code>${escaped(JSON.stringify(schema))}</code></td></tr>`,
  );
  return `<table><tr><th>name</th><th>in</th><th>what</th></tr>${rows.join('')}</table>`;
}

function shape(title: string, schema: object): string {
  return `<details><summary>${escaped(title)}</summary><pre>${escaped(JSON.stringify(schema, undefined, 2))}</pre></details>`;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #1d2430; background: #fff }
body > details { border-bottom: 1px solid #d8dde6; padding: .4rem 0 }
summary { cursor: pointer }
b { display: inline-block; min-width: 4.5rem; color: #0a5a8a }
table { border-collapse: collapse; margin: .5rem 0 }
td, th { text-align: left; padding: .2rem .8rem .2rem 0; vertical-align: top }
pre { background: #f3f5f8; padding: .8rem; overflow-x: auto }
@media (prefers-color-scheme: dark) { body { color: #e4e8ef; background: #161a21 } b { color: #7cc4ee } pre { background: #20262f } a { color: #9fd1f5 } }
`;
