/**
 * Reads TypeScript just well enough to find imports, calls and function lengths. TypeScript 7 offers no parser to
 * programs, and a tool that finds nothing reports nothing wrong, so this one is small enough to test.
 */

export interface ScannedSource {
  /** The text with comments and the insides of strings blanked; same length and lines as the original. */
  readonly code: string;
  readonly imports: readonly Import[];
}

export interface Import {
  readonly from: string;
  /** `import type` and `export type … from`: gone at run time. */
  readonly typeOnly: boolean;
  /** Names between the braces, as exported there; empty for other forms. */
  readonly names: readonly string[];
}

export interface FunctionLength {
  /** First line, from 1. */
  readonly line: number;
  /** Lines of the function without those of functions inside it. */
  readonly ownLines: number;
}

export function scan(text: string): ScannedSource {
  const code = blankCommentsAndStrings(text);
  return { code, imports: findImports(code, text) };
}

const staticImport = /\b(import|export)\b(\s+type\b)?(?=[\s{*'"])([^'"`;()=]*?)(?:\bfrom\s*)?(['"])/g;
const dynamicImport = /\bimport\s*\(\s*(['"])/g;

function findImports(code: string, text: string): Import[] {
  const found: Import[] = [];
  for (const match of code.matchAll(staticImport)) {
    const clause = match[3] ?? '';
    const isBare = match[1] === 'import' && clause.trim() === '';
    if (!isBare && !/\bfrom\s*['"]$/.test(match[0])) continue;
    found.push({
      from: stringAt(text, match.index + match[0].length - 1),
      typeOnly: match[2] !== undefined,
      names: namesIn(clause),
    });
  }
  for (const match of code.matchAll(dynamicImport))
    found.push({ from: stringAt(text, match.index + match[0].length - 1), typeOnly: false, names: [] });
  return found;
}

function namesIn(clause: string): string[] {
  const braces = /\{([^}]*)\}/.exec(clause)?.[1] ?? '';
  return braces
    .split(',')
    .map(
      (part) =>
        part
          .trim()
          .replace(/^type\s+/, '')
          .split(/\s+as\s+/)[0] ?? '',
    )
    .filter(Boolean);
}

function stringAt(text: string, quoteAt: number): string {
  return text.slice(quoteAt + 1, text.indexOf(text[quoteAt] as string, quoteAt + 1));
}

/** What a slash must follow to begin a regular expression rather than a division or the end of an element. */
const beforeRegex = /(?:^|[=(,:[!&|?{};+\-*%~^]|=>|\b(?:return|typeof|case|in|of|do|else|yield|await))\s*$/;

/** Blanks what is no code: comments, and what stands inside quotes, templates and regular expressions. */
export function blankCommentsAndStrings(text: string): string {
  let out = '';
  let at = 0;
  /** For each open template: how many braces are open inside its current `${`. */
  const templates: number[] = [];
  const blankTo = (end: number) => {
    out += text.slice(at, end).replace(/[^\n]/g, ' ');
    at = end;
  };
  const keep = (count = 1) => {
    out += text.slice(at, at + count);
    at += count;
  };
  const template = () => {
    const end = templateStop(text, at);
    blankTo(end);
    if (text.startsWith('${', at)) {
      templates.push(0);
      keep(2);
    } else keep();
  };
  while (at < text.length) {
    const char = text[at];
    const two = text.slice(at, at + 2);
    const open = templates.length - 1;
    if (two === '//') blankTo(endOf(text, '\n', at));
    else if (two === '/*') blankTo(endOf(text, '*/', at + 2, 2));
    else if (char === "'" || char === '"') quoted(char);
    else if (char === '`') {
      keep();
      template();
    } else if (char === '}' && templates[open] === 0) {
      templates.pop();
      keep();
      template();
    } else if (char === '/' && two !== '/>' && beforeRegex.test(out.slice(-40))) {
      keep();
      blankTo(regexStop(text, at));
      keep();
    } else {
      if (open >= 0 && char === '{') templates[open] = (templates[open] ?? 0) + 1;
      if (open >= 0 && char === '}') templates[open] = (templates[open] ?? 0) - 1;
      keep();
    }
  }
  return out;

  function quoted(quote: string): void {
    keep();
    let end = at;
    while (end < text.length && text[end] !== quote && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
    blankTo(end);
    keep();
  }
}

function endOf(text: string, what: string, from: number, plus = 0): number {
  const found = text.indexOf(what, from);
  return found < 0 ? text.length : found + plus;
}

/** Where the literal part of a template stops: at its closing backtick or at a `${`. */
function templateStop(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== '`' && !text.startsWith('${', end))
    end += text[end] === '\\' ? 2 : 1;
  return end;
}

function regexStop(text: string, from: number): number {
  let end = from;
  let inClass = false;
  while (end < text.length && text[end] !== '\n' && (inClass || text[end] !== '/')) {
    if (text[end] === '[') inClass = true;
    if (text[end] === ']') inClass = false;
    end += text[end] === '\\' ? 2 : 1;
  }
  return end;
}

const control = /\b(?:if|for|while|switch|catch|with|await)\s*$/;

/** Every function with a body in braces, by the blanked code. */
export function functionLengths(code: string): FunctionLength[] {
  const found: FunctionLength[] = [];
  const open: { isFunction: boolean; line: number; inner: number }[] = [];
  let line = 1;
  for (let at = 0; at < code.length; at++) {
    const char = code[at];
    if (char === '\n') line++;
    if (char === '{') open.push({ isFunction: opensFunction(code, at), line, inner: 0 });
    if (char !== '}') continue;
    const closed = open.pop();
    if (closed === undefined) continue;
    const lines = line - closed.line + 1;
    const outer = open.at(-1);
    if (outer !== undefined) outer.inner += closed.isFunction ? lines : closed.inner;
    if (closed.isFunction) found.push({ line: closed.line, ownLines: lines - closed.inner });
  }
  return found;
}

/** Whether the brace at `at` opens a function's body: after `=>`, or after parameters that no control word precedes. */
function opensFunction(code: string, at: number): boolean {
  const before = code.slice(Math.max(0, at - 400), at).trimEnd();
  if (before.endsWith('=>')) return true;
  const parameters = before.replace(/\)\s*:\s*[\w\s<>[\]|&.,'"]+$/, ')');
  if (!parameters.endsWith(')')) return false;
  return !control.test(parameters.slice(0, openingParenthesis(parameters)));
}

/** Where the parenthesis opens that the last character closes. */
function openingParenthesis(text: string): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ')') depth++;
    if (text[at] === '(') depth--;
    if (depth === 0) return at;
  }
  return 0;
}
