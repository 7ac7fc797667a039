import { mapDeclarations, type Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
import { numberLiteral } from '../syntax/create.ts';
import type { Declaration, FunctionDeclaration } from '../syntax/declaration.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import type { Call, Expression } from '../syntax/expression.ts';
import { mapBody, mapExpression, mapStatement, type Mapping } from '../syntax/map.ts';
import type { Statement } from '../syntax/statement.ts';
import { visitBody, visitDeclaration } from '../syntax/visit.ts';

/** Does each `return` of the function give `true` or `false`, written out? */
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

/** Adds the calls that decide a condition, by themselves or as a part. */
function addDecidingCalls(node: Expression | undefined, calls: Set<Call>): void {
  if (node?.kind === 'call') calls.add(node);
  if (node?.kind === 'unary' && node.operator === '!') addDecidingCalls(node.operand, calls);
  if (node?.kind !== 'logical' || node.operator === '??') return;
  addDecidingCalls(node.left, calls);
  addDecidingCalls(node.right, calls);
}

/** The calls of which at most it matters whether what they return is true. */
function decidingCalls(declarations: readonly Declaration[]): ReadonlySet<Call> {
  const calls = new Set<Call>();
  const visitor = {
    expression(node: Expression) {
      if (node.kind === 'conditional') addDecidingCalls(node.condition, calls);
      if (node.kind === 'unary') addDecidingCalls(node, calls);
    },
    statement(node: Statement) {
      if (node.kind === 'if' || node.kind === 'while' || node.kind === 'do' || node.kind === 'for')
        addDecidingCalls(node.condition, calls);
      if (node.kind === 'expression') addDecidingCalls(node.expression, calls);
    },
  };
  for (const declaration of declarations) visitDeclaration(declaration, visitor);
  return calls;
}

/** Functions whose `true` and `false` nobody sees. */
function unseen({ declarations, roots }: Program): ReadonlySet<Binding> {
  const functions = new Set<Binding>();
  for (const node of declarations) {
    if (node.kind === 'function' && !roots.has(node.binding) && returnsLiterals(node))
      functions.add(node.binding);
  }
  if (functions.size === 0) return functions;
  const deciding = new Set([...decidingCalls(declarations)].map(({ callee }) => callee));
  const note = (node: Expression): void => {
    if (node.kind === 'name' && !deciding.has(node)) functions.delete(node.binding);
  };
  for (const declaration of declarations) visitDeclaration(declaration, { expression: note });
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

/** `return true` is `return 1` in a function that is only asked in conditions: esbuild writes `!0`. */
export function shortBooleans(program: Program): Program {
  const functions = unseen(program);
  return mapDeclarations(program, (node) =>
    functions.has(node.binding) ? mapDeclaration(node, returningNumbers) : node,
  );
}
