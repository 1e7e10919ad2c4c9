import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { tableOf } from '../../server/machines/advance.ts';
import type { Candidate, Region } from '../../server/machines/compile.ts';

/** A machine as a Mermaid diagram, drawn from the table that it runs by. Refusals are left out: they move nothing. */
export function diagramOf(definition: AnyStateMachine): string {
  const table = tableOf(definition);
  const [only] = table;
  if (only && only.name === undefined) return drawn(linesOf(definition.root, only, '  ', ''));
  const regions = table.map((region) => {
    const name = region.name as string;
    return linesOf(definition.states[name] as AnyStateNode, region, '    ', `${name}_`);
  });
  const parallel = regions.flatMap((lines, at) => (at === 0 ? lines : ['    --', ...lines]));
  return drawn([`  state ${definition.id} {`, ...parallel, '  }']);
}

function drawn(lines: readonly string[]): string {
  return ['stateDiagram-v2', ...lines, ''].join('\n');
}

/** `prefix` keeps equal names of different regions apart. */
function linesOf(holder: AnyStateNode, { rows }: Region, indent: string, prefix: string): string[] {
  const lines = [`[*] --> ${prefix}${String(holder.config.initial)}`];
  if (prefix) for (const state of rows.keys()) lines.push(`state "${state}" as ${prefix}${state}`);
  for (const [state, { on, after }] of rows) {
    const cells = [
      ...[...on].map(([event, candidates]) => [event, candidates] as const),
      ...[...after].map(([delay, candidates]) => [`after ${delay}`, candidates] as const),
    ];
    for (const [cause, candidates] of cells)
      for (const candidate of candidates.filter(moves))
        lines.push(
          `${prefix}${state} --> ${prefix}${candidate.target ?? state} : ${labelOf(cause, candidate)}`,
        );
  }
  return lines.map((line) => indent + line);
}

function moves({ actions }: Candidate): boolean {
  return !actions.some((action) => action.kind === 'effect' && action.effect.type === 'refuse');
}

function labelOf(cause: string, { guard, description }: Candidate): string {
  const condition = guard ? ` [${guard.name}]` : '';
  return `${cause}${condition} (${description})`;
}
