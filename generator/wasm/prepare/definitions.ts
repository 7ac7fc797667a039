import type { Binding } from '../../specialise/syntax/binding.ts';
import type { Expression, FunctionDeclaration } from '../../specialise/syntax/tree.ts';
import { visitBody, visitExpression } from '../../specialise/syntax/visit.ts';
import { assignedIn } from './assigned.ts';

/**
 * What the variables of a function are declared as that keep their value, and of which every part keeps
 * its value too. So the expression can stand for the variable.
 */
export function definitionsIn(
  node: FunctionDeclaration,
  isConstant: (binding: Binding) => boolean,
): ReadonlyMap<Binding, Expression> {
  const assigned = assignedIn(node.body.statements);
  const definitions = new Map<Binding, Expression>();
  visitBody(node.body, {
    statement: (each) => {
      if (each.kind !== 'variable' || each.init === undefined || assigned.has(each.binding)) return;
      const changes = (binding: Binding): boolean =>
        (binding.topLevel && !isConstant(binding)) || assigned.has(binding);
      if (keepsItsValue(each.init, changes)) definitions.set(each.binding, each.init);
    },
  });
  return definitions;
}

const KINDS: ReadonlySet<Expression['kind']> = new Set([
  'name',
  'number',
  'unary',
  'binary',
  'group',
  'cast',
]);

function keepsItsValue(node: Expression, changes: (binding: Binding) => boolean): boolean {
  let keeps = true;
  visitExpression(node, {
    expression: (each) => {
      if (!KINDS.has(each.kind)) keeps = false;
      if (each.kind === 'name' && changes(each.binding)) keeps = false;
    },
  });
  return keeps;
}
