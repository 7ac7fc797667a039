import type { Body, Statement } from '../syntax/tree.ts';
import { visitStatement } from '../syntax/visit.ts';

/** True if control never reaches the end of `statement`. */
export function terminates(statement: Statement): boolean {
  switch (statement.kind) {
    case 'return':
    case 'throw':
    case 'jump':
      return true;
    case 'block':
      return bodyTerminates(statement.body);
    case 'if':
      return (
        statement.else !== undefined &&
        bodyTerminates(statement.then) &&
        bodyTerminates(statement.else)
      );
    case 'variable':
    case 'expression':
    case 'while':
    case 'do':
    case 'for':
    case 'forEach':
    case 'switch':
    case 'labelled':
    case 'try':
    case 'function':
      return false;
  }
}

export function bodyTerminates({ statements }: Body): boolean {
  const last = statements.at(-1);
  return last !== undefined && terminates(last);
}

/**
 * True if a `break` or `continue` in the body of a loop or switch targets that loop or switch.
 * Labelled jumps count, because their label may be that of the loop.
 */
export function jumpsOut(
  statements: readonly Statement[],
  words: ReadonlySet<'break' | 'continue'>,
): boolean {
  let found = false;
  const visit = (statement: Statement, meant: ReadonlySet<'break' | 'continue'>): void => {
    visitStatement(statement, {
      expression: () => false,
      statement(node) {
        if (node.kind === 'jump' && (node.label !== undefined || meant.has(node.word)))
          found = true;
        if (node.kind === 'function') return false;
        const isLoop =
          node.kind === 'while' ||
          node.kind === 'do' ||
          node.kind === 'for' ||
          node.kind === 'forEach';
        if (isLoop) {
          // Only labelled jumps leave an inner loop.
          visitInner(node.body.statements, new Set());
          return false;
        }
        if (node.kind === 'switch' && meant.has('break')) {
          const inner = new Set(meant);
          inner.delete('break');
          for (const clause of node.clauses) visitInner(clause.body.statements, inner);
          return false;
        }
        return true;
      },
    });
  };
  const visitInner = (
    inner: readonly Statement[],
    meant: ReadonlySet<'break' | 'continue'>,
  ): void => {
    for (const statement of inner) visit(statement, meant);
  };
  visitInner(statements, words);
  return found;
}

/** True if `statement` contains a jump to `label`. */
export function jumpsTo(label: string, statement: Statement): boolean {
  let found = false;
  visitStatement(statement, {
    expression: () => false,
    statement(node) {
      if (node.kind === 'jump' && node.label === label) found = true;
    },
  });
  return found;
}
