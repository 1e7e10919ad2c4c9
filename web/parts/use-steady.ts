import { useRef, useState } from 'preact/hooks';

export interface Steady<T> {
  readonly rows: readonly T[];
  /** How many came that are not shown yet, since the reader's hand is on the list. */
  readonly waiting: number;
  readonly showWaiting: () => void;
  /** To be spread over what holds the list. */
  readonly hand: {
    readonly onMouseEnter: () => void;
    readonly onMouseLeave: () => void;
    readonly onFocusCapture: () => void;
    readonly onBlurCapture: () => void;
  };
}

/**
 * Keeps rows where they are while the reader points at the list or is in it by keyboard: what leaves stays in its
 * place until the hand goes, what comes waits. `question` is what the reader asked for: with another one the list
 * is another list.
 */
export function useSteady<T>(wanted: readonly T[], keyOf: (item: T) => string, question: string): Steady<T> {
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [, setRound] = useState(0);
  const shown = useRef<{ question: string; rows: readonly T[] }>({ question, rows: wanted });
  const isHeld =
    (isPointed || isFocused) && shown.current.question === question && shown.current.rows.length > 0;
  const byKey = isHeld ? new Map(wanted.map((item) => [keyOf(item), item])) : undefined;
  const rows = byKey ? shown.current.rows.map((row) => byKey.get(keyOf(row)) ?? row) : wanted;
  shown.current = { question, rows };
  const waiting = byKey ? wanted.length - rows.filter((row) => byKey.has(keyOf(row))).length : 0;
  return {
    rows,
    waiting,
    showWaiting() {
      shown.current = { question, rows: wanted };
      setRound((before) => before + 1);
    },
    hand: {
      onMouseEnter: () => setPointed(true),
      onMouseLeave: () => setPointed(false),
      onFocusCapture: () => setFocused(true),
      onBlurCapture: () => setFocused(false),
    },
  };
}
