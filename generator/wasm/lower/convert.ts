import { INT32_MAX, INT32_MIN, within, type Kind } from '../kinds/kind.ts';
import type { Emitter, Ref } from './emitter.ts';
import { isUnsigned, representationOf, type Representation } from './representation.ts';

/** A constant in a type. */
export function constant({ m }: Pick<Emitter, 'm'>, value: number, type: Representation): Ref {
  if (type === 'f64') return m.f64.const(value);
  if (type === 'i32') return m.i32.const(value | 0);
  const bits = BigInt.asIntN(64, BigInt(value));
  // The parameter of the function is typed as two halves in some releases.
  return (m.i64.const as (value: bigint) => Ref)(bits);
}

/** A value of a kind, converted from its own representation to a wider one. */
export function converted(emit: Emitter, ref: Ref, kind: Kind, to: Representation): Ref {
  const from = representationOf(kind);
  const { m } = emit;
  if (from === to) return ref;
  const unsigned = isUnsigned(kind);
  if (from === 'i32' && to === 'i64') return unsigned ? m.i64.extend_u(ref) : m.i64.extend_s(ref);
  if (from === 'i32') return unsigned ? m.f64.convert_u.i32(ref) : m.f64.convert_s.i32(ref);
  if (from === 'i64' && to === 'f64')
    return unsigned ? m.f64.convert_u.i64(ref) : m.f64.convert_s.i64(ref);
  throw new Error(`no conversion from ${from} to ${to}`);
}

/** A value of a kind, in its own representation, modulo 2^32. */
export function lowered(emit: Emitter, ref: Ref, kind: Kind): Ref {
  const { m } = emit;
  switch (representationOf(kind)) {
    case 'i32':
      return ref;
    case 'i64':
      return m.i32.wrap(ref);
    case 'f64':
      return toInt32(emit, ref);
  }
}

/**
 * ToInt32 of JavaScript. From 2^53 on a number is an integer, and what is left of it after the multiples
 * of 2^32 is exact. NaN and the infinities are 0.
 */
export function toInt32(emit: Emitter, ref: Ref): Ref {
  const { m } = emit;
  const value = emit.temporary('f64');
  const whole = m.f64.trunc(ref);
  const multiples = m.f64.mul(
    m.f64.floor(m.f64.mul(m.local.get(value, emit.binaryen.f64), m.f64.const(2 ** -32))),
    m.f64.const(2 ** 32),
  );
  return m.i32.trunc_u_sat.f64(m.f64.sub(m.local.tee(value, whole, emit.binaryen.f64), multiples));
}

/** The type in which two kinds can be compared and added. */
export function commonType(a: Kind, b: Kind): Representation {
  const [p, q] = [representationOf(a), representationOf(b)];
  if (p === 'f64' || q === 'f64') return 'f64';
  const fit = (kind: Kind): boolean => within(kind, INT32_MIN, INT32_MAX);
  if (p === 'i32' && q === 'i32') {
    const bothSigned = fit(a) && fit(b);
    const bothUnsigned = within(a, 0, 2 ** 32 - 1) && within(b, 0, 2 ** 32 - 1);
    if (bothSigned || bothUnsigned || a.is !== 'integer' || b.is !== 'integer') return 'i32';
  }
  const asWide = (kind: Kind): boolean => within(kind, -(2 ** 63), 2 ** 63 - 1) || fit(kind);
  const bothPositive = within(a, 0, 2 ** 64) && within(b, 0, 2 ** 64);
  const isOther = (kind: Kind): boolean => kind.is !== 'integer';
  return (asWide(a) || isOther(a)) && (asWide(b) || isOther(b))
    ? 'i64'
    : bothPositive
      ? 'i64'
      : 'f64';
}

/** True if a comparison of two kinds in their common type must not look at sign bits. */
export function comparesUnsigned(a: Kind, b: Kind): boolean {
  const signed = (kind: Kind): boolean =>
    kind.is !== 'integer' || within(kind, INT32_MIN, INT32_MAX);
  if (commonType(a, b) === 'i32') return !(signed(a) && signed(b));
  return within(a, 0, 2 ** 64) && within(b, 0, 2 ** 64);
}
