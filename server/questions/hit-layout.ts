import { invalidValue } from '../contract/errors.ts';
import { writeHTMLQuestion } from './html-question.ts';

/** A page with places that each HIT fills (mturk-api 7.6). */
export interface HITLayout {
  readonly html: string;
  /** In pixels; 0 fits the window. */
  readonly frameHeight: number;
}

/** In the wire's spelling. */
export interface HITLayoutParameter {
  readonly Name: string;
  readonly Value: string;
}

const placeholder = /\$\{([A-Za-z_][\w.-]*)\}/g;

/** The names of a layout's placeholders, each once. */
export function placeholdersOf(html: string): Set<string> {
  return new Set(Array.from(html.matchAll(placeholder), ([, name = '']) => name));
}

/**
 * The HTMLQuestion document that a layout makes with these values, which stand in the page as they are. A value
 * is not searched for placeholders in turn.
 */
export function questionFromLayout(layout: HITLayout, parameters: readonly HITLayoutParameter[]): string {
  const values = new Map(parameters.map(({ Name, Value }) => [Name, Value]));
  const places = placeholdersOf(layout.html);
  const same = values.size === parameters.length && values.size === places.size;
  if (!same || [...places].some((name) => !values.has(name)))
    throw invalidValue('HITLayoutParameters', parameters);
  const html = layout.html.replace(placeholder, (whole, name: string) => values.get(name) ?? whole);
  return writeHTMLQuestion(html, layout.frameHeight);
}
