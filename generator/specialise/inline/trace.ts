import { isLogicalAssignment } from '../syntax/operators.ts';
import { newEffects, type EffectsBuilder } from '../analyse/effects.ts';
import {
  addOwnEffects,
  addTargetRead,
  type EffectsContext,
} from '../analyse/expression-effects.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Expression, Statement } from '../syntax/tree.ts';
import { childrenOf } from '../syntax/visit.ts';

/** The effects before the first use of a binding. */
export interface Trace {
  readonly before: EffectsBuilder;
  found: boolean;
  /** The use may be skipped. */
  conditional: boolean;
}

export function emptyTrace(): Trace {
  return { before: newEffects(), found: false, conditional: false };
}

/** True for an optional chain such as `a?.b.c`, whose evaluation may end early. */
export function isOptionalChain(node: Expression): boolean {
  if (node.kind === 'call') return node.optional || isOptionalChain(node.callee);
  return (
    (node.kind === 'property' || node.kind === 'element') &&
    (node.optional || isOptionalChain(node.object))
  );
}

/** Follows the evaluation of `node` up to the first use of `binding`. */
export function traceExpression(
  node: Expression,
  binding: Binding,
  trace: Trace,
  context: EffectsContext,
  conditional = false,
): void {
  if (trace.found) return;
  const follow = (part: Expression, skipped = conditional): void =>
    traceExpression(part, binding, trace, context, skipped);
  const done = (): void => {
    if (!trace.found) addOwnEffects(node, trace.before, context);
  };
  switch (node.kind) {
    case 'name':
      if (node.binding === binding) {
        trace.found = true;
        trace.conditional = conditional;
      }
      return done();
    case 'logical':
      follow(node.left);
      return follow(node.right, true);
    case 'conditional':
      follow(node.condition);
      follow(node.whenTrue, true);
      return follow(node.whenFalse, true);
    case 'closure':
      return;
    case 'update':
    case 'assign': {
      const { target } = node;
      if (target.kind === 'property' || target.kind === 'element') follow(target.object);
      if (target.kind === 'element') follow(target.index);
      if (node.kind === 'assign') {
        // x += f() reads x first.
        if (node.operator !== '=' && !trace.found) addTargetRead(target, trace.before, context);
        follow(node.value, conditional || isLogicalAssignment(node.operator));
      }
      return done();
    }
    default: {
      const [first, ...others] = childrenOf(node);
      if (first !== undefined) follow(first);
      const skipped = conditional || isOptionalChain(node);
      for (const child of others) follow(child, skipped);
      return done();
    }
  }
}

/**
 * Follows `statement` up to the first use of `binding`.
 * @returns false for a kind of statement into which no value is moved
 */
export function traceStatement(
  statement: Statement,
  binding: Binding,
  trace: Trace,
  context: EffectsContext,
  conditional = false,
): boolean {
  const follow = (part: Expression | undefined): boolean => {
    if (part !== undefined) traceExpression(part, binding, trace, context, conditional);
    return true;
  };
  switch (statement.kind) {
    case 'variable':
      return follow(statement.init);
    case 'expression':
      return follow(statement.expression);
    case 'return':
    case 'throw':
      return follow(statement.value);
    case 'if': {
      follow(statement.condition);
      const branches = [...statement.then.statements, ...(statement.else?.statements ?? [])];
      return branches.every((inner) => traceStatement(inner, binding, trace, context, true));
    }
    default:
      return false;
  }
}
