import { flattened } from '../fold/if.ts';
import { negated } from '../fold/negated.ts';
import { mapDeclarations, type Program } from '../program.ts';
import { bodyOf } from '../syntax/create.ts';
import type { Body, Expression, If, Statement } from '../syntax/tree.ts';

/** The opposite of a condition, where that is no longer. */
function opposite(node: Expression): Expression | undefined {
  const result = negated(node);
  return result.kind === 'unary' && result.operand === node ? undefined : result;
}

const isReturn = (node: Statement | undefined): boolean =>
  node?.kind === 'return' && node.value === undefined;

/** An `if` with nothing for the other case that ends by leaving the function. */
function isLeaving(node: Statement): node is If {
  return node.kind === 'if' && node.else === undefined && isReturn(node.then.statements.at(-1));
}

/** `if (…) { …; return; }` and what stands behind it, as one statement that runs into the end. */
function joined(leaving: If, rest: Body): Statement | undefined {
  const before = leaving.then.statements.slice(0, -1);
  if (before.length === 0) {
    const condition = opposite(leaving.condition);
    return condition && { ...leaving, condition, then: rest };
  }
  const then: Body = { ...leaving.then, statements: before, tail: [] };
  return { ...leaving, then, else: rest.statements.length === 0 ? undefined : flattened(rest) };
}

/** What stands behind an `if` that ends in `return;` moves into it. */
function withoutReturn(body: Body): Body {
  const at = body.statements.findIndex(isLeaving);
  const leaving = body.statements[at];
  const rest = body.statements.slice(at + 1);
  // A function that is declared there is known before, too.
  if (leaving === undefined || !isLeaving(leaving) || rest.some(({ kind }) => kind === 'function'))
    return body;
  const behind = withoutReturn({ statements: rest, tail: body.tail, braced: true });
  const inside = joined(leaving, behind);
  if (inside === undefined) return body;
  return { ...bodyOf([...body.statements.slice(0, at), inside], body), tail: [] };
}

/** `if (!x) return; …` is `if (x) { … }` where nothing is returned, `if (x) { …; return; } …` has an `else`. */
export function earlyReturns(program: Program): Program {
  return mapDeclarations(program, (node) => {
    if (node.kind !== 'function') return node;
    const body = withoutReturn(node.body);
    return body === node.body ? node : { ...node, body };
  });
}
