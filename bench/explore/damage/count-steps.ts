import { parseAst } from 'rollup/parseAst';

import type { Allocator } from '../../../test/support/allocator.ts';

/** Thrown when a call has made more turns of loops than it may. */
export class TooManySteps extends Error {}

/** A module whose loops and functions count their turns. */
export interface Counted {
  readonly allocator: Allocator;
  /** Turns that are left until {@link TooManySteps}. */
  readonly steps: { left: number };
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly body?: Node;
}

const LOOPS: ReadonlySet<string> = new Set([
  'ForStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
]);

/** The module of a variant's text; each loop and function of it counts. */
export function countSteps(javascript: string): () => Counted {
  const insertions: { readonly at: number; readonly text: string }[] = [];
  const visit = (node: Node): void => {
    const { body } = node;
    if (LOOPS.has(node.type) && body) {
      insertions.push({ at: body.start, text: '{ $turn();' }, { at: body.end, text: '}' });
    } else if (node.type === 'FunctionDeclaration' && body) {
      insertions.push({ at: body.start + 1, text: ' $turn();' });
    }
    for (const value of Object.values(node).flat() as unknown[]) {
      if (typeof value === 'object' && value !== null && 'type' in value) visit(value as Node);
    }
  };
  visit(parseAst(javascript) as unknown as Node);
  let text = '';
  let from = 0;
  for (const { at, text: inserted } of insertions.toSorted((a, b) => a.at - b.at)) {
    text += javascript.slice(from, at) + inserted;
    from = at;
  }
  text += javascript.slice(from);

  const exported = [...javascript.matchAll(/^export (?:function|let|const) (\w+)/gm)].map(
    ([, name]) => `get ${name}() { return ${name}; }`,
  );
  const body = `${text.replaceAll(/^export \{.*\};$/gm, '').replaceAll(/^export /gm, '')}\nreturn { ${exported.join(', ')} };`;
  const make = new Function('$turn', body) as (turn: () => void) => Allocator;
  return () => {
    const steps = { left: Infinity };
    const allocator = make(() => {
      steps.left -= 1;
      if (steps.left < 0) throw new TooManySteps();
    });
    return { allocator, steps };
  };
}
