import type { Binding } from '../syntax/binding.ts';
import { bodyOf, isCommented, withLead } from '../syntax/create.ts';
import type { Body, Expression, Statement } from '../syntax/tree.ts';
import type { Rewriting } from '../rewrite.ts';

/** An expression that leaves its value in a variable. */
interface Assigning {
  readonly binding: Binding;
  readonly expression: Expression;
}

/** `x = …;` or `x += …;` as a statement. */
function assigning(node: Statement | undefined): Assigning | undefined {
  if (node?.kind !== 'expression' || node.expression.kind !== 'assign') return undefined;
  const { target } = node.expression;
  if (target.kind !== 'name') return undefined;
  return { binding: target.binding, expression: node.expression };
}

/** `if (!x) x = …;` as `x || (x = …)`. */
function assigningIfFalse(node: Statement): Assigning | undefined {
  if (node.kind !== 'if' || node.else !== undefined || node.then.statements.length !== 1)
    return undefined;
  const { condition } = node;
  const [first] = node.then.statements;
  const inner = assigning(first);
  if (inner === undefined || first === undefined || isCommented(first)) return undefined;
  if (condition.kind !== 'unary' || condition.operator !== '!') return undefined;
  const { operand: left } = condition;
  if (left.kind !== 'name' || left.binding !== inner.binding) return undefined;
  const expression: Expression = { kind: 'logical', operator: '||', left, right: inner.expression };
  return { binding: inner.binding, expression };
}

/** The condition with the assignment in place of the variable, if it is the variable or `!` of it. */
function withAssignment(condition: Expression, assign: Assigning): Expression | undefined {
  if (condition.kind === 'name')
    return condition.binding === assign.binding ? assign.expression : undefined;
  if (condition.kind !== 'unary' || condition.operator !== '!') return undefined;
  const operand = withAssignment(condition.operand, assign);
  return operand && { ...condition, operand };
}

/** The `if` with the assignment before it in its condition; undefined if they name different variables. */
function joined(first: Statement, second: Statement | undefined): Statement | undefined {
  const assign = assigning(first) ?? assigningIfFalse(first);
  if (assign === undefined || second?.kind !== 'if') return undefined;
  const condition = withAssignment(second.condition, assign);
  return condition && withLead({ ...second, condition }, [...first.lead, ...first.trail]);
}

function joinedIn(body: Body): Body {
  const statements: Statement[] = [];
  for (const statement of body.statements) {
    const last = statements.at(-1);
    const both = last && joined(last, statement);
    if (both === undefined) statements.push(statement);
    else statements[statements.length - 1] = both;
  }
  return statements.length === body.statements.length ? body : bodyOf(statements, body);
}

/** Rewrites `x = y; if (x) …` to `if (x = y) …`, which esbuild does not do. */
export const assignedConditions = (): Rewriting => ({ body: joinedIn });
