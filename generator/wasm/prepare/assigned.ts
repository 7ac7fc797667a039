import type { Binding } from '../../specialise/syntax/binding.ts';
import type { Body, Expression, Statement } from '../../specialise/syntax/tree.ts';
import { visitStatement } from '../../specialise/syntax/visit.ts';

/** The variables that statements assign to. */
export function assignedIn(statements: readonly Statement[]): ReadonlySet<Binding> {
  const assigned = new Set<Binding>();
  const visitor = {
    expression(node: Expression): void {
      if ((node.kind === 'assign' || node.kind === 'update') && node.target.kind === 'name')
        assigned.add(node.target.binding);
    },
  };
  for (const statement of statements) visitStatement(statement, visitor);
  return assigned;
}

/** True if control never comes to the end of a body. */
export function leaves(body: Body): boolean {
  const last = body.statements.at(-1);
  if (last === undefined) return false;
  switch (last.kind) {
    case 'return':
    case 'throw':
    case 'jump':
      return true;
    case 'block':
      return leaves(last.body);
    case 'if':
      return last.else !== undefined && leaves(last.then) && leaves(last.else);
    default:
      return false;
  }
}
