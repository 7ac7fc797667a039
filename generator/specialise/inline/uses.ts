import type { Binding } from '../syntax/binding.ts';
import { type Visitor, visitExpression, visitStatement } from '../syntax/visit.ts';
import type { Inlinable } from './shape.ts';

/** How a body uses a binding. */
export interface Uses {
  readonly count: number;
  readonly assigned: boolean;
  /** Named by a closure or nested function, or in a loop. */
  readonly captured: boolean;
  /** Named by a type. */
  readonly typed: boolean;
}

/** Counts the uses of `binding` after its declaration. */
export function usesOf(binding: Binding, { statements, value }: Inlinable): Uses {
  let count = 0;
  let assigned = false;
  let captured = false;
  let typed = false;
  let depth = 0;
  const nested = (visit: () => void): void => {
    depth += 1;
    visit();
    depth -= 1;
  };
  const visitor: Visitor = {
    expression(node) {
      if (node.kind === 'name' && node.binding === binding) {
        count += 1;
        captured ||= depth > 0;
      }
      if ((node.kind === 'assign' || node.kind === 'update') && node.target.kind === 'name') {
        assigned ||= node.target.binding === binding;
      }
      if (node.kind !== 'closure' || depth > 0) return true;
      nested(() => visitExpression(node, visitor));
      return false;
    },
    statement(node) {
      const isLoop =
        node.kind === 'while' ||
        node.kind === 'do' ||
        node.kind === 'for' ||
        node.kind === 'forEach';
      if ((!isLoop && node.kind !== 'function') || depth > 0) return true;
      nested(() => visitStatement(node, visitor));
      return false;
    },
    text({ parts }) {
      typed ||= parts.includes(binding);
    },
  };
  for (const statement of statements) visitStatement(statement, visitor);
  if (value !== undefined) visitExpression(value, visitor);
  return { count, assigned, captured, typed };
}
