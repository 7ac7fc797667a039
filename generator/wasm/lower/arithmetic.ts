import type { BinaryOperator } from '../../specialise/syntax/operators.ts';
import type { Expression } from '../../specialise/syntax/tree.ts';
import { NoLowering } from '../errors.ts';
import { arithmetic } from '../kinds/arithmetic.ts';
import { comparison } from '../kinds/comparison.ts';
import { operandDemand } from '../kinds/demand.ts';
import {
  asNumber,
  constantOf,
  integer,
  isInteger,
  NUMBER,
  within,
  type Kind,
} from '../kinds/kind.ts';
import { MOST_WORDS, WORD_SHIFT } from '../kinds/scales.ts';
import { commonType, comparesUnsigned, constant, converted, lowered } from './convert.ts';
import type { Emitter, Ref } from './emitter.ts';
import { naturalOf, type Natural } from './natural.ts';
import { pureConstant } from './pure.ts';
import { isExact, isUnsigned, representationOf, type Representation } from './representation.ts';

/** An operand that has been read: by its expression, or out of a local. */
export interface Operand {
  readonly kind: Kind;
  exact(): Ref;
  low(): Ref;
  scaled(shift: number): Ref;
  /** What reading it does, if its value is not needed. */
  effect(): Ref | undefined;
  /** Its value, if it has only one and reading it does nothing. */
  readonly fixed?: number | undefined;
  /** How it is there: times 4, as it is, or so that both cost the same. */
  readonly natural?: Natural;
}

export function operandOf(emit: Emitter, node: Expression): Operand {
  return {
    kind: emit.kind(node),
    exact: () => emit.exact(node),
    low: () => emit.low(node),
    scaled: (shift) => emit.scaled(node, shift),
    effect: () => emit.effect(node),
    fixed: pureConstant(emit, node),
    natural: naturalOf(emit, node),
  };
}

const COMPARISONS: ReadonlySet<BinaryOperator> = new Set([
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  '===',
  '!==',
]);

export function isComparison(operator: BinaryOperator): boolean {
  return COMPARISONS.has(operator);
}

/** `then`, after what two operands do. */
function after(emit: Emitter, parts: readonly (Ref | undefined)[], then: Ref): Ref {
  const { m } = emit;
  const before = parts.filter((part) => part !== undefined);
  return before.length === 0 ? then : m.block(null, [...before, then], emit.binaryen.auto);
}

/** 1 if a comparison holds, otherwise 0. */
export function compared(emit: Emitter, operator: BinaryOperator, a: Operand, b: Operand): Ref {
  const { m } = emit;
  const holds = comparison(operator, a.kind, b.kind);
  if (holds !== undefined) return after(emit, [a.effect(), b.effect()], m.i32.const(holds ? 1 : 0));
  const type = commonType(a.kind, b.kind);
  const unsigned = comparesUnsigned(a.kind, b.kind);
  if (comparesScaled(a, b))
    return compareIntegers(emit, 'i32', operator, a.scaled(WORD_SHIFT), b.scaled(WORD_SHIFT), true);
  const [x, y] = [a, b].map((each) => converted(emit, each.exact(), each.kind, type)) as [Ref, Ref];
  if (type === 'f64') {
    const { f64 } = m;
    const by = { '<': f64.lt, '<=': f64.le, '>': f64.gt, '>=': f64.ge }[operator as '<'];
    if (by !== undefined) return by.call(f64, x, y);
    return operator.startsWith('!') ? f64.ne(x, y) : f64.eq(x, y);
  }
  return compareIntegers(emit, type, operator, x, y, unsigned);
}

/** True if both operands are there times 4, or one is and the other can be. */
function comparesScaled(a: Operand, b: Operand): boolean {
  const fit = [a, b].every((each) => within(each.kind, 0, MOST_WORDS));
  const naturals = [a.natural, b.natural];
  return (
    fit && naturals.includes('scaled') && !naturals.some((each) => (each ?? 'plain') === 'plain')
  );
}

function compareIntegers(
  { m }: Emitter,
  type: 'i32' | 'i64',
  operator: BinaryOperator,
  x: Ref,
  y: Ref,
  unsigned: boolean,
): Ref {
  const of = m[type];
  switch (operator) {
    case '<':
      return unsigned ? of.lt_u(x, y) : of.lt_s(x, y);
    case '<=':
      return unsigned ? of.le_u(x, y) : of.le_s(x, y);
    case '>':
      return unsigned ? of.gt_u(x, y) : of.gt_s(x, y);
    case '>=':
      return unsigned ? of.ge_u(x, y) : of.ge_s(x, y);
    case '==':
    case '===':
      return of.eq(x, y);
    case '!=':
    case '!==':
      return of.ne(x, y);
    default:
      throw new NoLowering(`the operator ${operator}`);
  }
}

/** The result of an operator, modulo 2^32. */
export function lowResult(emit: Emitter, operator: BinaryOperator, a: Operand, b: Operand): Ref {
  const { m } = emit;
  const kind = arithmetic(operator, a.kind, b.kind) ?? NUMBER;
  if (operator === '/') {
    const quotient = truncatedQuotient(emit, a, b);
    if (quotient !== undefined) return quotient;
  }
  if (operandDemand(operator, a.kind, b.kind, kind, 'low') === 'exact')
    return lowered(emit, exactResult(emit, operator, a, b), kind);
  const by = b.fixed;
  if ((operator === '<<' || operator === '*') && by !== undefined) {
    const shift = operator === '<<' ? by & 31 : Math.log2(by);
    if (Number.isInteger(shift) && shift >= 0 && shift < 32) return a.scaled(shift);
  }
  // Shifts of what is there times 4 become one.
  if (operator === '>>' && a.natural === 'scaled' && by !== undefined)
    return m.i32.shr_u(a.low(), m.i32.const(by));
  const { i32 } = m;
  const [x, y] = [a.low(), b.low()];
  switch (operator) {
    case '+':
      return i32.add(x, y);
    case '-':
      return i32.sub(x, y);
    case '*':
      return i32.mul(x, y);
    case '&':
      return i32.and(x, y);
    case '|':
      return i32.or(x, y);
    case '^':
      return i32.xor(x, y);
    case '<<':
      return i32.shl(x, y);
    case '>>':
      return i32.shr_s(x, y);
    case '>>>':
      return i32.shr_u(x, y);
    default:
      throw new NoLowering(`the operator ${operator}`);
  }
}

/** The result of an operator times a power of two, modulo 2^32. */
export function scaledResult(
  emit: Emitter,
  operator: BinaryOperator,
  a: Operand,
  b: Operand,
  shift: number,
): Ref {
  const { m } = emit;
  const isSum = operator === '+' || operator === '-';
  if (!isSum || !isInteger(a.kind) || !isInteger(b.kind))
    return m.i32.shl(lowResult(emit, operator, a, b), m.i32.const(shift));
  const [x, y] = [a.scaled(shift), b.scaled(shift)];
  return operator === '+' ? m.i32.add(x, y) : m.i32.sub(x, y);
}

/** A quotient without its fraction, if a shift gives it. */
function truncatedQuotient(emit: Emitter, a: Operand, b: Operand): Ref | undefined {
  const { m } = emit;
  const by = b.fixed;
  if (by === undefined || by < 1 || !isInteger(a.kind) || a.kind.lo < 0) return undefined;
  const shift = Math.log2(by);
  if (!Number.isInteger(shift) || shift > 31) return undefined;
  const type = representationOf(a.kind);
  if (type === 'f64') return undefined;
  const value = a.exact();
  return type === 'i32'
    ? m.i32.shr_u(value, m.i32.const(shift))
    : m.i32.wrap(m.i64.shr_u(value, constant(emit, shift, 'i64')));
}

/**
 * The result of an operator that gives a number, in the representation of its kind.
 * @param isCapped what is larger than a size_t counts as one value, so that it need not be rounded
 */
export function exactResult(
  emit: Emitter,
  operator: BinaryOperator,
  a: Operand,
  b: Operand,
  isCapped = false,
): Ref {
  const { m } = emit;
  const kind = arithmetic(operator, a.kind, b.kind) ?? NUMBER;
  const type = representationOf(kind);
  const value = constantOf(kind);
  if (value !== undefined)
    return after(emit, [a.effect(), b.effect()], constant(emit, value, type));
  if (operandDemand(operator, a.kind, b.kind, kind, 'low') === 'low' && type === 'i32')
    return lowResult(emit, operator, a, b);
  const wide = (operand: Operand, to: Representation): Ref =>
    converted(emit, operand.exact(), asNumber(operand.kind), to);
  if (isInteger(kind) && type === 'i64') {
    const { i64 } = m;
    // JavaScript rounds what is larger than 2^53.
    const rounds = !isCapped && !isExact(kind);
    const fits = !rounds && [a, b].every((each) => representationOf(each.kind) !== 'f64');
    if (fits && operator === '+') return i64.add(wide(a, 'i64'), wide(b, 'i64'));
    if (fits && operator === '-') return i64.sub(wide(a, 'i64'), wide(b, 'i64'));
    if (fits && operator === '*') return i64.mul(wide(a, 'i64'), wide(b, 'i64'));
    if (operator === '**') return i64.shl(constant(emit, 1, 'i64'), wide(b, 'i64'));
  }
  if (operator === '**') {
    if (isInteger(kind)) return m.i32.shl(m.i32.const(1), b.low());
    throw new NoLowering('this power');
  }
  if (isInteger(kind) && operator === '/' && b.fixed !== undefined)
    return exactQuotient(emit, a, b.fixed);
  if (operator === '%') return rest(emit, a, b, kind);
  const { f64 } = m;
  const [x, y] = [wide(a, 'f64'), wide(b, 'f64')];
  switch (operator) {
    case '+':
      return narrow(emit, f64.add(x, y), kind);
    case '-':
      return narrow(emit, f64.sub(x, y), kind);
    case '*':
      return narrow(emit, f64.mul(x, y), kind);
    case '/':
      return narrow(emit, f64.div(x, y), kind);
    default:
      throw new NoLowering(`the operator ${operator}`);
  }
}

/** A double that is an integer of a kind, in the representation of that. */
export function narrow(emit: Emitter, ref: Ref, kind: Kind): Ref {
  const { m } = emit;
  const unsigned = isUnsigned(kind);
  switch (representationOf(kind)) {
    case 'f64':
      return ref;
    case 'i32':
      return unsigned ? m.i32.trunc_u_sat.f64(ref) : m.i32.trunc_s_sat.f64(ref);
    case 'i64':
      return unsigned ? m.i64.trunc_u_sat.f64(ref) : m.i64.trunc_s_sat.f64(ref);
  }
}

/** A quotient of multiples of a power of two by that power. */
function exactQuotient(emit: Emitter, a: Operand, divisor: number): Ref {
  const { m } = emit;
  const shift = Math.log2(divisor);
  const result = arithmetic('/', a.kind, integer(divisor, divisor)) ?? NUMBER;
  const unsigned = isInteger(a.kind) && a.kind.lo >= 0;
  const type = representationOf(a.kind);
  if (type === 'f64') return narrow(emit, m.f64.div(a.exact(), m.f64.const(2 ** shift)), result);
  const of = m[type];
  const by = constant(emit, shift, type);
  const value = unsigned ? of.shr_u(a.exact(), by) : of.shr_s(a.exact(), by);
  return type === 'i64' && representationOf(result) === 'i32' ? m.i32.wrap(value) : value;
}

function rest(emit: Emitter, a: Operand, b: Operand, kind: Kind): Ref {
  const { m } = emit;
  const type = commonType(a.kind, b.kind);
  if (!isInteger(kind) || type === 'f64') throw new NoLowering('this remainder');
  const [x, y] = [a, b].map((each) => converted(emit, each.exact(), each.kind, type)) as [Ref, Ref];
  const of = m[type];
  const value = comparesUnsigned(a.kind, b.kind) ? of.rem_u(x, y) : of.rem_s(x, y);
  const to = representationOf(kind);
  return type === 'i64' && to === 'i32' ? m.i32.wrap(value) : value;
}
