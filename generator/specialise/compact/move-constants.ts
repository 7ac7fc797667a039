import type { EffectsContext } from '../analyse/expression-effects.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import { substituteConstant } from '../inline/substitute.ts';
import { usesOf } from '../inline/uses.ts';
import { bodyOf, withLead } from '../syntax/create.ts';
import type { Body, Statement } from '../syntax/tree.ts';
import type { Rewriting } from '../rewrite.ts';

/** The other statements with the constant of the first one at its only use; undefined if it must stay. */
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
  // Backwards, so that the constants which a moved one is computed from can follow it.
  for (let i = statements.length - 2; i >= 0; i -= 1) {
    const rest = moved(statements.slice(i), context);
    if (rest !== undefined) statements = [...statements.slice(0, i), ...rest];
  }
  return statements === body.statements ? body : bodyOf(statements, body);
}

/**
 * Moves a constant that is used once into the statement that uses it. esbuild does this too, but not
 * for a constant that shares its variable with others.
 */
export function moveConstants(fold: ConstantFolder): Rewriting {
  return { body: (body) => movedIn(body, fold) };
}
