import {
  commute,
  isDroppable,
  isPrivate,
  newEffects,
  type Effects,
  type Location,
} from '../analyse/effects.ts';
import type { EffectsContext } from '../analyse/expression-effects.ts';
import { addStatementEffects } from '../analyse/statement-effects.ts';
import { addExpressionEffects, effectsOf } from '../analyse/walk-effects.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Expression } from '../syntax/tree.ts';
import { mapBody, mapExpression, mapStatement, type Mapping } from '../syntax/map.ts';
import { isPrimitive } from '../syntax/value-type.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import { visitExpression, visitStatement, type Visitor } from '../syntax/visit.ts';
import type { Inlinable } from './shape.ts';
import { emptyTrace, traceExpression, traceStatement } from './trace.ts';
import { usesOf, type Uses } from './uses.ts';

/** What may be duplicated: names and literals, or any arithmetic on them. */
export type Duplicable = 'atoms' | 'arithmetic';

function isDuplicable(node: Expression, allowed: Duplicable): boolean {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'keyword':
    case 'name':
      return true;
    case 'cast':
      return isDuplicable(node.operand, allowed);
    case 'unary':
      return (
        (node.operator === '-' || allowed === 'arithmetic') && isDuplicable(node.operand, allowed)
      );
    case 'binary':
      return (
        allowed === 'arithmetic' &&
        isDuplicable(node.left, allowed) &&
        isDuplicable(node.right, allowed)
      );
    default:
      return false;
  }
}

/** The effects of running `rest`. */
export function effectsOfRest(rest: Inlinable, context: EffectsContext): Effects {
  const effects = newEffects();
  for (const statement of rest.statements) addStatementEffects(statement, effects, context);
  if (rest.value !== undefined) addExpressionEffects(rest.value, effects, context);
  return effects;
}

/** Puts `value` in place of every use of `binding`. */
function substitute(binding: Binding, value: Expression, rest: Inlinable): Inlinable {
  const unwritten: Expression = value.kind === 'number' ? { ...value, written: false } : value;
  const by: Mapping = {
    expression: (node) =>
      node.kind === 'name' && node.binding === binding ? unwritten : mapExpression(node, by),
    body: (body) => mapBody(body, (statement) => [mapStatement(statement, by)]),
  };
  return {
    statements: rest.statements.map((statement) => mapStatement(statement, by)),
    value: rest.value && by.expression(rest.value),
  };
}

/**
 * True if `rest` leaves every location that a (pure) expression reads unchanged. Fast path: for
 * private locals it is enough to look for assignments.
 */
function isStable({ reads }: Effects, rest: Inlinable, context: EffectsContext): boolean {
  const locals = [...reads].filter(isPrivate);
  if (locals.length === reads.size) return !locals.some((local) => usesOf(local, rest).assigned);
  const effects = { reads, writes: new Set<Location>(), stops: false, opaque: false };
  return commute(effects, effectsOfRest(rest, context));
}

/** True if there is exactly one use, in the next statement or after declarations, to which the value may move. */
function canMove(
  binding: Binding,
  value: Expression,
  rest: Inlinable,
  uses: Uses,
  context: EffectsContext,
): boolean {
  if (uses.count !== 1 || uses.captured) return false;
  const effects = effectsOf(value, context);
  const trace = emptyTrace();
  let i = 0;
  for (; i < rest.statements.length && !trace.found; i += 1) {
    const statement = rest.statements[i];
    if (statement === undefined || !traceStatement(statement, binding, trace, context))
      return false;
    if (!trace.found && statement.kind !== 'variable') return false;
  }
  if (!trace.found && rest.value !== undefined)
    traceExpression(rest.value, binding, trace, context);
  if (!trace.found || !commute(effects, trace.before)) return false;
  return !trace.conditional || isDroppable(effects);
}

/**
 * Puts `value` in place of the constant `binding` in `rest`, if that does not change the meaning:
 * the value does not move past anything that it depends on, and runs the same number of times.
 * @returns undefined if the constant must stay
 */
export function substituteConstant(
  binding: Binding,
  value: Expression,
  rest: Inlinable,
  allowed: Duplicable,
  context: EffectsContext,
): Inlinable | undefined {
  const uses = usesOf(binding, rest);
  if (uses.assigned || uses.typed) return undefined;
  const effects = effectsOf(value, context);
  if (uses.count === 0) return isDroppable(effects) ? rest : undefined;
  const isLiteral =
    isPrimitive(valueTypeOf(value, context.facts)) &&
    value.kind !== 'name' &&
    effects.reads.size === 0;
  if (isDuplicable(value, allowed) && isDroppable(effects)) {
    if (
      isStable(effects, rest, context) &&
      (!uses.captured || isLiteral || !hasClosureUse(binding, rest))
    ) {
      return substitute(binding, value, rest);
    }
  }
  return canMove(binding, value, rest, uses, context)
    ? substitute(binding, value, rest)
    : undefined;
}

/** True if a closure uses the binding: it may run after the value's operands have changed. */
function hasClosureUse(binding: Binding, rest: Inlinable): boolean {
  let found = false;
  const check = (node: Expression): boolean => {
    if (node.kind !== 'closure') return true;
    found ||= usesOf(binding, { statements: [], value: node }).count > 0;
    return false;
  };
  const visitor: Visitor = { expression: check };
  for (const statement of rest.statements) visitStatement(statement, visitor);
  if (rest.value !== undefined) visitExpression(rest.value, visitor);
  return found;
}
