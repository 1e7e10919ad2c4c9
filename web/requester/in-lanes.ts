import { messageOf } from '../api/http.ts';

/** Calls that run at the same time. */
const lanes = 6;

/** Does something for each; what fails is told together, after all were tried. */
export async function inLanes<T>(items: readonly T[], act: (item: T) => Promise<unknown>): Promise<void> {
  const problems: string[] = [];
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const item = items[next++] as T;
      await act(item).catch((error: unknown) => problems.push(messageOf(error)));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (problems.length === 0) return;
  const [first = ''] = problems;
  throw new Error(
    problems.length === 1 ? first : `${problems.length} of ${items.length} were refused. The first: ${first}`,
  );
}
