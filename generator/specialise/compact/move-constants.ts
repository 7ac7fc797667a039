import type { EffectsContext } from '../analyse/expression-effects.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import { substituteConstant } from '../inline/substitute.ts';
import { usesOf } from '../inline/uses.ts';
import { bodyOf, withLead } from '../syntax/create.ts';
import type { Body, Statement } from '../syntax/tree.ts';
import type { Rewriting } from '../rewrite.ts';

/** The statements without the first one, a constant that moves to its only use; or undefined. */
function moved(
  [first, ...others]: readonly Statement[],
  context: EffectsContext,
): readonly Statement[] | undefined {
  if (first?.kind !== 'variable' || first.keyword !== 'const' || first.init === undefined)
    return undefined;
  const rest = { statements: others, value: undefined };
  if (usesOf(first.binding, rest).count !== 1) return undefined;
  const substituted = substituteConstant(first.binding, first.init, rest, 'atoms', context);
  const [next, ...further] = substituted?.statements ?? [];
  return next && [withLead(next, [...first.lead, ...first.trail]), ...further];
}

function movedIn(body: Body, context: EffectsContext): Body {
  let { statements } = body;
  // From the end on: what a constant is computed from may move as well.
  for (let i = statements.length - 2; i >= 0; i -= 1) {
    const rest = moved(statements.slice(i), context);
    if (rest !== undefined) statements = [...statements.slice(0, i), ...rest];
  }
  return statements === body.statements ? body : bodyOf(statements, body);
}

/**
 * A constant that is used once, in the statement behind it, stands there. esbuild does so too, but no
 * longer when the constant has come to share a variable with others.
 */
export function moveConstants(fold: ConstantFolder): Rewriting {
  return { body: (body) => movedIn(body, fold) };
}
