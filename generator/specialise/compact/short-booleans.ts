import { mapDeclarations, type Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
import { numberLiteral } from '../syntax/create.ts';
import type { Expression, FunctionDeclaration, Name } from '../syntax/tree.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import { mapBody, mapExpression, mapStatement, type Mapping } from '../syntax/map.ts';
import { visitBody, visitDeclaration, type Visitor } from '../syntax/visit.ts';

/** True if every `return` of the function returns the literal `true` or `false`. */
function returnsLiterals({ body }: FunctionDeclaration): boolean {
  let literal = false;
  let other = false;
  visitBody(body, {
    expression: ({ kind }) => kind !== 'closure',
    statement(node) {
      if (node.kind === 'return' && node.value?.kind === 'boolean') literal = true;
      else if (node.kind === 'return') other = true;
      return node.kind !== 'function';
    },
  });
  return literal && !other;
}

/** Adds the callees of calls whose result is used only as a condition. */
function addDeciding(node: Expression | undefined, callees: Set<Expression>): void {
  if (node?.kind === 'call') callees.add(node.callee);
  if (node?.kind === 'unary' && node.operator === '!') addDeciding(node.operand, callees);
  if (node?.kind !== 'logical' || node.operator === '??') return;
  addDeciding(node.left, callees);
  addDeciding(node.right, callees);
}

/** Functions that return `true` or `false`, and whose result is used only in conditions. */
function unseen({ declarations, roots }: Program): ReadonlySet<Binding> {
  const functions = new Set<Binding>();
  for (const node of declarations) {
    if (node.kind === 'function' && !roots.has(node.binding) && returnsLiterals(node))
      functions.add(node.binding);
  }
  if (functions.size === 0) return functions;
  const named: Name[] = [];
  const deciding = new Set<Expression>();
  const visitor: Visitor = {
    expression(node) {
      if (node.kind === 'name' && functions.has(node.binding)) named.push(node);
      if (node.kind === 'conditional') addDeciding(node.condition, deciding);
      if (node.kind === 'unary') addDeciding(node, deciding);
    },
    statement(node) {
      if (node.kind === 'if' || node.kind === 'while' || node.kind === 'do' || node.kind === 'for')
        addDeciding(node.condition, deciding);
      if (node.kind === 'expression') addDeciding(node.expression, deciding);
    },
  };
  for (const declaration of declarations) visitDeclaration(declaration, visitor);
  for (const node of named) if (!deciding.has(node)) functions.delete(node.binding);
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

/** Rewrites `return true` to `return 1` if only conditions use the result; esbuild writes `!0`. */
export function shortBooleans(program: Program): Program {
  const functions = unseen(program);
  return mapDeclarations(program, (node) =>
    functions.has(node.binding) ? mapDeclaration(node, returningNumbers) : node,
  );
}
