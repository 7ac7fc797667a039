import { numberLiteral } from '../../specialise/syntax/create.ts';
import type { BinaryOperator } from '../../specialise/syntax/operators.ts';
import type { Binary, Expression } from '../../specialise/syntax/tree.ts';
import { isInteger } from '../kinds/kind.ts';
import { bare } from '../kinds/kind-of.ts';
import { constant } from './convert.ts';
import { pureConstant } from './pure.ts';
import { representationOf } from './representation.ts';
import type { Emitter, Ref } from './emitter.ts';

/** A number that may have a fraction, as an integer that was divided by 2^shift. */
export interface FixedPoint {
  readonly dividend: Expression;
  readonly shift: number;
}

function literal(value: number): Expression {
  return numberLiteral(value);
}

function binary(operator: BinaryOperator, left: Expression, right: Expression): Binary {
  return { kind: 'binary', operator, left, right } as Binary;
}

/** The quotient of an integer by a power of two, with integers added to it; undefined for another number. */
export function fixedPoint(emit: Emitter, node: Expression): FixedPoint | undefined {
  const expression = bare(node);
  if (isInteger(emit.kind(expression))) return undefined;
  if (expression.kind === 'name') {
    const definition = emit.definition(expression.binding);
    return definition === undefined ? undefined : fixedPoint(emit, definition);
  }
  if (expression.kind !== 'binary') return undefined;
  const { operator, left, right } = expression;
  const value = pureConstant(emit, right);
  if (value === undefined || !Number.isInteger(value)) return undefined;
  if (operator === '/') {
    const shift = Math.log2(value);
    const isShift = Number.isInteger(shift) && shift > 0 && shift < 32;
    return isShift && isInteger(emit.kind(left)) ? { dividend: left, shift } : undefined;
  }
  if (operator !== '+' && operator !== '-') return undefined;
  const from = fixedPoint(emit, left);
  if (from === undefined) return undefined;
  const { dividend, shift } = from;
  return { dividend: binary(operator, dividend, literal(value * 2 ** shift)), shift };
}

/** A comparison of such a number with a constant as one of integers; undefined for another one. */
export function integerComparison(emit: Emitter, node: Binary): Binary | undefined {
  const value = pureConstant(emit, node.right);
  if (value === undefined) return undefined;
  const left = fixedPoint(emit, node.left);
  return left && binary(node.operator, left.dividend, literal(value * 2 ** left.shift));
}

/** Such a number without its fraction, modulo 2^32. */
export function emitTruncated(
  emit: Emitter,
  node: Expression,
  isKnownPositive = false,
): Ref | undefined {
  const found = fixedPoint(emit, node);
  if (found === undefined) return undefined;
  const { m } = emit;
  const kind = emit.kind(found.dividend);
  const type = representationOf(kind);
  if (type === 'f64' || !isInteger(kind)) return undefined;
  const value = emit.exact(found.dividend);
  const isPositive = isKnownPositive || kind.lo >= 0 || isNotNegative(emit, node);
  const by = constant(emit, isPositive ? found.shift : 2 ** found.shift, type);
  // A division rounds towards zero, as JavaScript does.
  const quotient = isPositive ? m[type].shr_u(value, by) : m[type].div_s(value, by);
  return type === 'i64' ? m.i32.wrap(quotient) : quotient;
}

function isNotNegative(emit: Emitter, node: Expression): boolean {
  const kind = emit.kind(node);
  return kind.is === 'number' && kind.lo !== undefined && kind.lo >= 0;
}

/** The same times 2^shift, where that undoes the division. */
export function emitTruncatedScaled(
  emit: Emitter,
  node: Expression,
  shift: number,
): Ref | undefined {
  const found = fixedPoint(emit, node);
  if (found?.shift !== shift) return undefined;
  const isPositive = isNotNegative(emit, node);
  return isPositive
    ? emit.m.i32.and(emit.low(found.dividend), emit.m.i32.const(-(2 ** shift)))
    : undefined;
}
