import type { Expression, FunctionDeclaration, Statement } from '../syntax/tree.ts';
import { visitBody, visitStatement } from '../syntax/visit.ts';

/** A body that can replace a call: statements, then the value. */
export interface Inlinable {
  readonly statements: readonly Statement[];
  readonly value: Expression | undefined;
}

/** What of a function matters where its body takes the place of a call. */
export type Inlined = Pick<FunctionDeclaration, 'typeParameters' | 'parameters' | 'body'>;

/** The body of `declaration` in a form that can be inlined, or the reason why it cannot. */
export function inlinableBody(declaration: Inlined): Inlinable | string {
  if (declaration.typeParameters !== undefined) return 'it has type parameters';
  if (declaration.parameters.some((parameter) => parameter.rest)) return 'it has a rest parameter';
  const { statements } = declaration.body;
  const last = statements.at(-1);
  const value = last?.kind === 'return' ? last.value : undefined;
  const before = last?.kind === 'return' ? statements.slice(0, -1) : statements;
  let reason: string | undefined;
  for (const statement of before) {
    visitStatement(statement, {
      expression: (node) => {
        if (node.kind === 'keyword' && node.word !== 'null' && node.word !== 'undefined')
          reason = `it uses \`${node.word}\``;
        return node.kind !== 'closure';
      },
      statement(node) {
        if (node.kind === 'return') reason = 'it returns before its last statement';
        if (node.kind === 'labelled') reason = 'it has a label';
        if (node.kind === 'function') reason = 'it declares a function';
        return node.kind !== 'function';
      },
    });
  }
  return reason ?? { statements: before, value };
}

/** True if the body of a function names the function itself. */
export function callsItself(declaration: FunctionDeclaration): boolean {
  let found = false;
  visitBody(declaration.body, {
    expression(node) {
      if (node.kind === 'name' && node.binding === declaration.binding) found = true;
    },
  });
  return found;
}
