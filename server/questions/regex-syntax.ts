/** Reads a JavaScript regular expression into a tree that `answer-format.ts` matches in bounded time. */

export type Pattern =
  /** One UTF-16 unit that a class, an escape or a literal accepts. */
  | { readonly kind: 'unit'; readonly accepts: (unit: string) => boolean }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly min: number; readonly max: number }
  | { readonly kind: 'start' | 'end' | 'boundary' | 'notBoundary' }
  | { readonly kind: 'ahead'; readonly part: Pattern; readonly negative: boolean };

/** Protects the stack, of the reader and of the matcher; far more than people write. */
const nestingMax = 100;

/**
 * The pattern; undefined where the text is no regular expression, or has what no matcher of bounded time can
 * do (back references) or nobody needs here (looking behind, very deep nesting).
 */
export function readRegex(source: string, ignoreCase: boolean): Pattern | undefined {
  const flags = ignoreCase ? 'i' : '';
  if (!compiles(source, flags)) return undefined;
  try {
    return new RegexReader(source, flags).read();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class Unreadable extends Error {}

function compiles(source: string, flags: string): boolean {
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
}

/** The source compiles already, so that brackets match and quantifiers have something to repeat. */
class RegexReader {
  private readonly source: string;
  private readonly flags: string;
  private readonly units = new Map<string, Pattern>();
  private at = 0;

  constructor(source: string, flags: string) {
    this.source = source;
    this.flags = flags;
  }

  read(): Pattern {
    return this.choice(0);
  }

  private choice(depth: number): Pattern {
    if (depth > nestingMax) throw new Unreadable();
    const options = [this.sequence(depth)];
    while (this.take('|')) options.push(this.sequence(depth));
    return options.length === 1 && options[0] ? options[0] : { kind: 'choice', options };
  }

  private sequence(depth: number): Pattern {
    const parts: Pattern[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.source.charAt(this.at))) {
      parts.push(this.repeated(this.term(depth)));
    }
    return { kind: 'sequence', parts };
  }

  private term(depth: number): Pattern {
    if (this.take('^')) return { kind: 'start' };
    if (this.take('$')) return { kind: 'end' };
    if (this.take('\\b')) return { kind: 'boundary' };
    if (this.take('\\B')) return { kind: 'notBoundary' };
    if (this.take('(')) return this.group(depth);
    return this.unit();
  }

  private group(depth: number): Pattern {
    if (this.take('?<=') || this.take('?<!')) throw new Unreadable();
    const positive = this.take('?=');
    const negative = !positive && this.take('?!');
    if (!positive && !negative && !this.take('?:')) this.takeMatch(/\?<[^>]*>/y);
    const part = this.choice(depth + 1);
    this.take(')');
    return positive || negative ? { kind: 'ahead', part, negative } : part;
  }

  private unit(): Pattern {
    if (/^\\(?:[1-9]|k<|c(?![A-Za-z]))/.test(this.source.slice(this.at, this.at + 3))) throw new Unreadable();
    const text =
      this.takeMatch(/\[(?:\\.|[^\]\\])*\]/sy) ??
      this.takeMatch(/\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|0[0-7]{0,2}|.)/sy) ??
      this.takeMatch(/./sy);
    if (text === undefined) throw new Unreadable();
    return this.accepting(text);
  }

  /** A class, an escape or a literal is left to the engine's own expression, of one unit of text. */
  private accepting(text: string): Pattern {
    const known = this.units.get(text);
    if (known !== undefined) return known;
    const literal = /^[{}\]]$/.test(text) ? `\\${text}` : text;
    const whole = `^(?:${literal})$`;
    if (!compiles(whole, this.flags)) throw new Unreadable();
    const expression = new RegExp(whole, this.flags);
    const pattern: Pattern = { kind: 'unit', accepts: (unit) => expression.test(unit) };
    this.units.set(text, pattern);
    return pattern;
  }

  private repeated(part: Pattern): Pattern {
    const quantifier = this.takeMatch(/(?:[*+?]|\{\d+(?:,\d*)?\})\??/y);
    if (quantifier === undefined) return part;
    const { min, max } = bounds(quantifier);
    return { kind: 'repeat', part, min, max };
  }

  private take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private takeMatch(expression: RegExp): string | undefined {
    expression.lastIndex = this.at;
    const [text] = expression.exec(this.source) ?? [];
    this.at += text?.length ?? 0;
    return text;
  }
}

function bounds(quantifier: string): { min: number; max: number } {
  switch (quantifier.charAt(0)) {
    case '*':
      return { min: 0, max: Number.POSITIVE_INFINITY };
    case '+':
      return { min: 1, max: Number.POSITIVE_INFINITY };
    case '?':
      return { min: 0, max: 1 };
  }
  const [, min = '0', comma, max = ''] = /^\{(\d+)(,)?(\d*)\}/.exec(quantifier) ?? [];
  if (comma === undefined) return { min: Number(min), max: Number(min) };
  return { min: Number(min), max: max === '' ? Number.POSITIVE_INFINITY : Number(max) };
}
