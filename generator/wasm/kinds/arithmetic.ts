import type { BinaryOperator } from '../../specialise/syntax/operators.ts';
import {
  asNumber,
  constantOf,
  INT32,
  INT32_MAX,
  INT32_MIN,
  integer,
  isInteger,
  NUMBER,
  UINT32,
  UINT32_MAX,
  within,
  type IntegerKind,
  type Kind,
} from './kind.ts';

/** A number without its fraction, if its bounds are known. */
function truncated(kind: Kind): Kind {
  if (kind.is !== 'number' || kind.lo === undefined || kind.hi === undefined) return kind;
  return integer(Math.trunc(kind.lo), Math.trunc(kind.hi));
}

/** What ToInt32 makes of a kind. */
export function toInt32(value: Kind): IntegerKind {
  const kind = truncated(value);
  if (!within(kind, INT32_MIN, INT32_MAX)) return wrapped(kind, INT32);
  return kind as IntegerKind;
}

/** What ToUint32 makes of a kind. */
export function toUint32(value: Kind): IntegerKind {
  const kind = truncated(value);
  if (!within(kind, 0, UINT32_MAX)) return wrapped(kind, UINT32);
  return kind as IntegerKind;
}

function wrapped(kind: Kind, range: IntegerKind): IntegerKind {
  const constant = constantOf(kind);
  if (constant !== undefined) {
    const value = range === INT32 ? constant | 0 : constant >>> 0;
    return integer(value, value) as IntegerKind;
  }
  return { ...range, step: isInteger(kind) ? Math.min(kind.step, 2 ** 31) : 1 };
}

/** All ones from the highest bit of a number that is not negative. */
function mask(value: number): number {
  return value === 0 ? 0 : 2 ** (Math.floor(Math.log2(value)) + 1) - 1;
}

function ofConstants(operator: BinaryOperator, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '**':
      return a ** b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '<<':
      return a << b;
    case '>>':
      return a >> b;
    case '>>>':
      return a >>> b;
    default:
      return undefined;
  }
}

/** The kind of a sum, product and so on; undefined for an operator without a number as its result. */
export function arithmetic(operator: BinaryOperator, left: Kind, right: Kind): Kind | undefined {
  const a = asNumber(left);
  const b = asNumber(right);
  const [x, y] = [constantOf(a), constantOf(b)];
  if (x !== undefined && y !== undefined) {
    const value = ofConstants(operator, x, y);
    if (value !== undefined) return integer(value, value);
  }
  switch (operator) {
    case '+':
      return bounded(a, b, (p, q) => [p.lo + q.lo, p.hi + q.hi], Math.min);
    case '-':
      return bounded(a, b, (p, q) => [p.lo - q.hi, p.hi - q.lo], Math.min);
    case '*':
      return bounded(a, b, corners, (p, q) => Math.min(p * q, 2 ** 32));
    case '/':
      return quotient(a, b);
    case '%':
      return remainder(a, b);
    case '**':
      return power(a, b);
    case '&':
      return and(toInt32(a), toInt32(b));
    case '|':
      return or(toInt32(a), toInt32(b));
    case '^':
      return xor(toInt32(a), toInt32(b));
    case '<<':
      return shiftLeft(toInt32(a), b);
    case '>>':
      return shiftRight(toInt32(a), b, INT32);
    case '>>>':
      return shiftRight(toUint32(a), b, UINT32);
    default:
      return undefined;
  }
}

function bounded(
  a: Kind,
  b: Kind,
  bounds: (p: IntegerKind, q: IntegerKind) => readonly [number, number],
  step: (p: number, q: number) => number,
): Kind {
  if (isInteger(a) && isInteger(b)) {
    const [lo, hi] = bounds(a, b);
    return integer(lo, hi, step(a.step, b.step));
  }
  const [p, q] = [boundsOf(a), boundsOf(b)];
  if (p === undefined || q === undefined) return NUMBER;
  const [lo, hi] = bounds(p, q);
  return { is: 'number', lo, hi };
}

/** A number between known bounds as if it had no fraction. */
function boundsOf(kind: Kind): IntegerKind | undefined {
  if (isInteger(kind)) return kind;
  if (kind.is !== 'number' || kind.lo === undefined || kind.hi === undefined) return undefined;
  return { is: 'integer', lo: kind.lo, hi: kind.hi, step: 1 };
}

function corners(p: IntegerKind, q: IntegerKind): readonly [number, number] {
  const products = [p.lo * q.lo, p.lo * q.hi, p.hi * q.lo, p.hi * q.hi];
  return [Math.min(...products), Math.max(...products)];
}

/** A quotient is an integer if the divisor is a power of two that every dividend is a multiple of. */
function quotient(a: Kind, b: Kind): Kind {
  const by = constantOf(b);
  if (!isInteger(a) || by === undefined || by <= 0 || Math.log2(by) % 1 !== 0) return NUMBER;
  const [lo, hi] = [a.lo / by, a.hi / by];
  return a.step % by === 0 ? integer(lo, hi, a.step / by) : { is: 'number', lo, hi };
}

function remainder(a: Kind, b: Kind): Kind {
  if (!isInteger(a) || !isInteger(b) || b.lo <= 0) return NUMBER;
  if (constantOf(b) === 1) return integer(0, 0);
  const most = b.hi - 1;
  return integer(a.lo < 0 ? -most : 0, a.hi > 0 ? Math.min(most, Math.max(a.hi, 0)) : 0);
}

function power(a: Kind, b: Kind): Kind {
  if (constantOf(a) !== 2 || !isInteger(b) || b.lo < 0 || b.hi > 62) return NUMBER;
  return integer(2 ** b.lo, 2 ** b.hi, 2 ** Math.min(b.lo, 32));
}

function and(a: IntegerKind, b: IntegerKind): Kind {
  const step = Math.max(a.step, b.step);
  if (a.lo >= 0 || b.lo >= 0) {
    const most = Math.min(a.lo >= 0 ? a.hi : INT32_MAX, b.lo >= 0 ? b.hi : INT32_MAX);
    return integer(0, most, step);
  }
  return { ...INT32, step: Math.min(step, 2 ** 31) };
}

function or(a: IntegerKind, b: IntegerKind): Kind {
  const step = Math.min(a.step, b.step);
  if (a.lo >= 0 && b.lo >= 0) return integer(Math.max(a.lo, b.lo), mask(a.hi) | mask(b.hi), step);
  return { ...INT32, step: Math.min(step, 2 ** 31) };
}

function xor(a: IntegerKind, b: IntegerKind): Kind {
  const step = Math.min(a.step, b.step);
  if (a.lo >= 0 && b.lo >= 0) return integer(0, mask(a.hi) | mask(b.hi), step);
  return { ...INT32, step: Math.min(step, 2 ** 31) };
}

function shiftLeft(a: IntegerKind, b: Kind): Kind {
  const by = constantOf(b);
  if (by === undefined || by < 0 || by > 31) return INT32;
  const [lo, hi] = [a.lo * 2 ** by, a.hi * 2 ** by];
  const step = Math.min(a.step * 2 ** by, 2 ** 31);
  return lo >= INT32_MIN && hi <= INT32_MAX ? integer(lo, hi, step) : { ...INT32, step };
}

function shiftRight(a: IntegerKind, b: Kind, range: IntegerKind): Kind {
  const by = constantOf(b);
  if (by === undefined || by < 0 || by > 31) return a.lo >= 0 ? integer(0, a.hi) : range;
  return integer(
    Math.floor(a.lo / 2 ** by),
    Math.floor(a.hi / 2 ** by),
    Math.max(1, a.step / 2 ** by),
  );
}

/** The kinds of the functions of Math that can be lowered; undefined for others. */
export function mathKind(name: string, args: readonly Kind[]): Kind | undefined {
  const [a = NUMBER, b = NUMBER] = args.map(asNumber);
  switch (name) {
    case 'clz32': {
      const { lo, hi } = toUint32(a);
      return integer(Math.clz32(hi), Math.clz32(lo));
    }
    case 'min':
    case 'max': {
      if (args.length !== 2) return undefined;
      if (!isInteger(a) || !isInteger(b)) return NUMBER;
      const least = Math[name];
      return integer(least(a.lo, b.lo), least(a.hi, b.hi), Math.min(a.step, b.step));
    }
    case 'ceil':
    case 'floor':
      return isInteger(a) ? a : NUMBER;
    case 'imul':
      return INT32;
    default:
      return undefined;
  }
}
