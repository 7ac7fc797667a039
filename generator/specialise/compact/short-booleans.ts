import { NOTHING_TO_ASK, type Asks, type Computation } from '../memo/memo.ts';
import { mapDeclarations, type Program } from '../program.ts';
import type { Session } from '../session.ts';
import type { Binding } from '../syntax/binding.ts';
import { numberLiteral } from '../syntax/create.ts';
import type { Expression, FunctionDeclaration, Name } from '../syntax/tree.ts';
import type { Declaration } from '../syntax/declaration.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import { mapBody, mapExpression, mapStatement, type Mapping } from '../syntax/map.ts';
import { visitBody, visitDeclaration } from '../syntax/visit.ts';

const returning = new WeakMap<FunctionDeclaration, boolean>();

/** True if every `return` of the function returns the literal `true` or `false`. */
function returnsLiterals(declaration: FunctionDeclaration): boolean {
  const known = returning.get(declaration);
  if (known !== undefined) return known;
  let literal = false;
  let other = false;
  visitBody(declaration.body, {
    expression: ({ kind }) => kind !== 'closure',
    statement(node) {
      if (node.kind === 'return' && node.value?.kind === 'boolean') literal = true;
      else if (node.kind === 'return') other = true;
      return node.kind !== 'function';
    },
  });
  const result = literal && !other;
  returning.set(declaration, result);
  return result;
}

/** Adds the callees of calls whose result is used only as a condition. */
function addDeciding(node: Expression | undefined, callees: Set<Expression>): void {
  if (node?.kind === 'call') callees.add(node.callee);
  if (node?.kind === 'unary' && node.operator === '!') addDeciding(node.operand, callees);
  if (node?.kind !== 'logical' || node.operator === '??') return;
  addDeciding(node.left, callees);
  addDeciding(node.right, callees);
}

/** The functions that a declaration names where more than the truth of their result may count. */
function seenIn(declaration: Declaration): ReadonlySet<Binding> {
  const known = seen.get(declaration);
  if (known !== undefined) return known;
  const named: Name[] = [];
  const deciding = new Set<Expression>();
  visitDeclaration(declaration, {
    expression(node) {
      if (node.kind === 'name' && node.binding.topLevel) named.push(node);
      if (node.kind === 'conditional') addDeciding(node.condition, deciding);
      if (node.kind === 'unary') addDeciding(node, deciding);
    },
    statement(node) {
      if (node.kind === 'if' || node.kind === 'while' || node.kind === 'do' || node.kind === 'for')
        addDeciding(node.condition, deciding);
      if (node.kind === 'expression') addDeciding(node.expression, deciding);
    },
  });
  const result = new Set<Binding>();
  for (const node of named) if (!deciding.has(node)) result.add(node.binding);
  seen.set(declaration, result);
  return result;
}

const seen = new WeakMap<Declaration, ReadonlySet<Binding>>();

/** Functions that return `true` or `false`, and whose result is used only in conditions. */
function unseen({ declarations, roots }: Program): ReadonlySet<Binding> {
  const functions = new Set<Binding>();
  for (const node of declarations) {
    if (node.kind === 'function' && !roots.has(node.binding) && returnsLiterals(node))
      functions.add(node.binding);
  }
  if (functions.size === 0) return functions;
  for (const declaration of declarations)
    for (const binding of seenIn(declaration)) functions.delete(binding);
  return functions;
}

const returningNumbers: Mapping = {
  expression: (node) => (node.kind === 'closure' ? node : mapExpression(node, returningNumbers)),
  body: (body) =>
    mapBody(body, (node) => {
      if (node.kind === 'return' && node.value?.kind === 'boolean')
        return [{ ...node, value: numberLiteral(Number(node.value.value)) }];
      return [node.kind === 'function' ? node : mapStatement(node, returningNumbers)];
    }),
};

const SHORTEN: Computation<Declaration, Asks, Declaration> = {
  name: 'short-booleans',
  compute: (node) => mapDeclaration(node, returningNumbers),
};

/** Rewrites `return true` to `return 1` if only conditions use the result; esbuild writes `!0`. */
export function shortBooleans(program: Program, { memo }: Session): Program {
  const functions = unseen(program);
  return mapDeclarations(program, (node) =>
    functions.has(node.binding) ? memo.run(SHORTEN, node, NOTHING_TO_ASK) : node,
  );
}
