import type { Binding } from '../../specialise/syntax/binding.ts';
import type { Expression, New } from '../../specialise/syntax/tree.ts';
import { NoLowering } from '../errors.ts';
import { constantOf, isInteger, type Kind } from '../kinds/kind.ts';
import { bare, elementMade } from '../kinds/kind-of.ts';
import { constant, converted, toInt32 } from './convert.ts';
import type { Emitter, Ref } from './emitter.ts';
import { outside } from './errors.ts';
import { emitTruncated, fixedPoint } from './fixed-point.ts';
import { readPlace, writePlace } from './places.ts';
import { representationOf } from './representation.ts';

/** Bytes of the memory, in 64 bits. */
export function memoryBytes({ m }: Emitter): Ref {
  return m.i64.shl(m.i64.extend_u(m.memory.size()), constant({ m }, 16, 'i64'));
}

interface Made {
  /** Otherwise the length is negative. */
  readonly condition: Expression | undefined;
  readonly start: Expression | undefined;
  readonly length: Expression | undefined;
  readonly bytes: number;
}

function made(emit: Emitter, node: New): Made {
  const element = elementMade(node);
  if (element === undefined) throw new NoLowering('this array');
  const [, start, given] = node.args;
  const { condition, length } =
    given === undefined ? { condition: undefined, length: undefined } : valid(emit, given);
  return { condition, start, length, bytes: element.bytes };
}

/** `holds ? length : -1` as its parts. */
function valid(
  emit: Emitter,
  node: Expression,
): { readonly condition: Expression | undefined; readonly length: Expression } {
  const choice = bare(node);
  if (choice.kind !== 'conditional') {
    const definition = choice.kind === 'name' ? emit.definition(choice.binding) : undefined;
    return definition !== undefined && bare(definition).kind === 'conditional'
      ? valid(emit, definition)
      : { condition: undefined, length: node };
  }
  const other = constantOf(emit.kind(choice.whenFalse));
  if (other === undefined || other >= 0) return { condition: undefined, length: node };
  return { condition: choice.condition, length: choice.whenTrue };
}

/** The number of elements, without a fraction. */
function lengthRef(emit: Emitter, length: Expression): Ref {
  const kind = emit.kind(length);
  // A length that is negative was refused.
  const truncated = emitTruncated(emit, length, true);
  if (truncated !== undefined) return truncated;
  return kind.is === 'number' && !isShiftable(emit, length)
    ? toInt32(emit, emit.exact(length))
    : emit.low(length);
}

function isShiftable(emit: Emitter, node: Expression): boolean {
  if (fixedPoint(emit, node) !== undefined) return true;
  const division = bare(node);
  return (
    division.kind === 'binary' && division.operator === '/' && isInteger(emit.kind(division.left))
  );
}

/** True if a value can be less than 0. */
function canBeNegative(kind: Kind): boolean {
  return kind.is === 'number' || (isInteger(kind) && kind.lo < 0);
}

/**
 * What is checked when an array is made: that its length is not negative, and that it ends within the
 * memory, unless the function compares with the length of that by itself.
 */
export function checkNew(emit: Emitter, node: New): readonly Ref[] {
  const { m } = emit;
  const { condition, start, length, bytes } = made(emit, node);
  if (start === undefined || length === undefined) return [];
  const [from, count] = [emit.kind(start), emit.kind(length)];
  const refused: Ref[] = [];
  const refuse = (when: Ref): void => void refused.push(when);
  const refs = (): readonly Ref[] =>
    refused.length === 0
      ? []
      : [
          m.if(
            refused.reduce((one, other) => m.i32.or(one, other)),
            outside(emit),
          ),
        ];
  if (condition !== undefined) refuse(m.i32.eqz(emit.condition(condition)));
  const isDivision = isShiftable(emit, length);
  if (canBeNegative(count) && !isDivision) {
    const minus = count.is === 'number';
    refuse(
      minus
        ? m.f64.lt(emit.exact(length), m.f64.const(0))
        : representationOf(count) === 'i64'
          ? m.i64.lt_s(emit.exact(length), constant(emit, 0, 'i64'))
          : m.i32.lt_s(emit.exact(length), m.i32.const(0)),
    );
  }
  if (emit.checksLength || isDivision) return refs();
  if (representationOf(from) === 'f64' || representationOf(count) === 'f64') {
    const number = (part: Expression): Ref =>
      m.f64.trunc(converted(emit, emit.exact(part), emit.kind(part), 'f64'));
    if (canBeNegative(from)) refuse(m.f64.lt(number(start), m.f64.const(0)));
    const end = m.f64.add(number(start), m.f64.mul(number(length), m.f64.const(bytes)));
    // JavaScript takes NaN for 0; here it is outside, like all that is not within.
    refuse(m.i32.eqz(m.f64.le(end, m.f64.convert_u.i64(memoryBytes(emit)))));
    return refs();
  }
  const wide = (part: Expression): Ref => converted(emit, emit.exact(part), emit.kind(part), 'i64');
  if (canBeNegative(from)) refuse(m.i64.gt_u(wide(start), memoryBytes(emit)));
  const end = m.i64.add(wide(start), m.i64.mul(wide(length), constant(emit, bytes, 'i64')));
  refuse(m.i64.gt_u(end, memoryBytes(emit)));
  return refs();
}

/** Assigns an array to a variable. */
export function assignView(emit: Emitter, variable: Binding, value: Expression): Ref {
  const { m } = emit;
  const view = emit.known.view(variable);
  if (view === undefined) throw new NoLowering(variable.name);
  const array = bare(value);
  if (array.kind === 'name') {
    const from = emit.known.view(array.binding);
    if (from === undefined) throw new NoLowering(array.binding.name);
    const copy = (to: Binding, of: Binding): Ref =>
      writePlace(emit, emit.place(to), readPlace(emit, emit.place(of)));
    return m.block(null, [copy(view.base, from.base), copy(view.length, from.length)]);
  }
  if (array.kind !== 'new') throw new NoLowering('this array');
  const { start, length, bytes } = made(emit, array);
  const base = start === undefined ? m.i32.const(0) : emit.low(start);
  const whole = m.i32.wrap(m.i64.shr_u(memoryBytes(emit), constant(emit, Math.log2(bytes), 'i64')));
  const count = length === undefined ? whole : lengthRef(emit, length);
  return m.block(null, [
    emit.effect(array.args[0] as Expression),
    ...checkNew(emit, array),
    // The place may be computed from that of the old array.
    writePlace(emit, emit.place(view.length), count),
    writePlace(emit, emit.place(view.base), base),
  ]);
}
