import { flattened } from '../fold/if.ts';
import { negated } from '../fold/negated.ts';
import { NOTHING_TO_ASK, type Asks, type Computation } from '../memo/memo.ts';
import { mapDeclarations, type Program } from '../program.ts';
import { bodyOf } from '../syntax/create.ts';
import type { Session } from '../session.ts';
import type { Body, Expression, FunctionDeclaration, If, Statement } from '../syntax/tree.ts';

/** The negation of a condition; undefined if it would be longer. */
function opposite(node: Expression): Expression | undefined {
  const result = negated(node);
  return result.kind === 'unary' && result.operand === node ? undefined : result;
}

const isReturn = (node: Statement | undefined): boolean =>
  node?.kind === 'return' && node.value === undefined;

/** An `if` without `else` that ends with `return;`. */
function isLeaving(node: Statement): node is If {
  return node.kind === 'if' && node.else === undefined && isReturn(node.then.statements.at(-1));
}

/** Joins `if (…) { …; return; }` and the statements after it into one statement without `return`. */
function joined(leaving: If, rest: Body): Statement | undefined {
  const before = leaving.then.statements.slice(0, -1);
  if (before.length === 0) {
    const condition = opposite(leaving.condition);
    return condition && { ...leaving, condition, then: rest };
  }
  const then: Body = { ...leaving.then, statements: before, tail: [] };
  return { ...leaving, then, else: rest.statements.length === 0 ? undefined : flattened(rest) };
}

/** Moves the statements after an `if` that ends with `return;` into it. */
function withoutReturn(body: Body): Body {
  const at = body.statements.findIndex(isLeaving);
  const leaving = body.statements[at];
  const rest = body.statements.slice(at + 1);
  // A function declared in the rest can be called from before it.
  if (leaving === undefined || !isLeaving(leaving) || rest.some(({ kind }) => kind === 'function'))
    return body;
  const behind = withoutReturn({ statements: rest, tail: body.tail, braced: true });
  const inside = joined(leaving, behind);
  if (inside === undefined) return body;
  return { ...bodyOf([...body.statements.slice(0, at), inside], body), tail: [] };
}

const JOIN: Computation<FunctionDeclaration, Asks, FunctionDeclaration> = {
  name: 'early-returns',
  compute(node) {
    const body = withoutReturn(node.body);
    return body === node.body ? node : { ...node, body };
  },
};

/** Rewrites `if (!x) return; …` to `if (x) { … }`, and `if (x) { …; return; } …` to an `if` with `else`. */
export function earlyReturns(program: Program, { memo }: Session): Program {
  return mapDeclarations(program, (node) =>
    node.kind === 'function' ? memo.run(JOIN, node, NOTHING_TO_ASK) : node,
  );
}
