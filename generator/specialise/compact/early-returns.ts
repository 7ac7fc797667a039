import type { Program } from '../program.ts';
import { bodyOf } from '../syntax/create.ts';
import type { BinaryOperator, Expression } from '../syntax/expression.ts';
import { mapList } from '../syntax/map.ts';
import type { Body, Statement } from '../syntax/statement.ts';

const OPPOSITE: Partial<Record<BinaryOperator, BinaryOperator>> = {
  '===': '!==',
  '!==': '===',
};

/** The opposite of a condition, where that is no longer. */
function opposite(node: Expression): Expression | undefined {
  if (node.kind === 'unary' && node.operator === '!') return node.operand;
  const operator = node.kind === 'binary' ? OPPOSITE[node.operator] : undefined;
  return node.kind === 'binary' && operator !== undefined ? { ...node, operator } : undefined;
}

function isReturn({ statements }: Body): boolean {
  const [only, ...others] = statements;
  return only?.kind === 'return' && only.value === undefined && others.length === 0;
}

/** What stands behind `if (…) return;` moves into an `if`. */
function withoutReturn(body: Body): Body {
  const at = body.statements.findIndex(
    (node) => node.kind === 'if' && node.else === undefined && isReturn(node.then),
  );
  const leaving = body.statements[at];
  const rest = body.statements.slice(at + 1);
  // A function that is declared there is known before, too.
  if (leaving?.kind !== 'if' || rest.length === 0 || rest.some(({ kind }) => kind === 'function'))
    return body;
  const condition = opposite(leaving.condition);
  if (condition === undefined) return body;
  const then = withoutReturn({ statements: rest, tail: body.tail, braced: true });
  const inside: Statement = { ...leaving, condition, then };
  return { ...bodyOf([...body.statements.slice(0, at), inside], body), tail: [] };
}

/** `if (!x) return; …` is `if (x) { … }` where nothing is returned. */
export function withoutEarlyReturns(program: Program): Program {
  const declarations = mapList(program.declarations, (node) => {
    if (node.kind !== 'function') return node;
    const body = withoutReturn(node.body);
    return body === node.body ? node : { ...node, body };
  });
  return declarations === program.declarations ? program : { ...program, declarations };
}
