import type { Expression, New } from '../../specialise/syntax/tree.ts';
import { NoLowering } from '../errors.ts';
import { constantOf } from '../kinds/kind.ts';
import { elementMade } from '../kinds/kind-of.ts';
import { addressOf, viewOf, type Address } from './access.ts';
import type { Emitter, Ref } from './emitter.ts';
import { checkNew } from './views.ts';

/** An address as one number. */
function whole({ m }: Emitter, { offset, pointer }: Address): Ref {
  return offset === 0 ? pointer : m.i32.add(pointer, m.i32.const(offset | 0));
}

const ZERO: Expression = { kind: 'number', value: 0, text: '0', written: false };

function lengthOf(emit: Emitter, array: Expression): Expression {
  void emit;
  return { kind: 'property', object: array, name: 'length', optional: false, valueType: 'number' };
}

/** The bytes between two elements. */
function bytesBetween(emit: Emitter, array: Expression, from: Expression, to: Expression): Ref {
  const shift = Math.log2(viewOf(emit, array).element.bytes);
  const difference: Expression = { kind: 'binary', operator: '-', left: to, right: from };
  return emit.scaled(difference, shift);
}

/** `array.fill(0, start, end)`, with an end that is not before the start. */
export function emitFill(emit: Emitter, array: Expression, args: readonly Expression[]): Ref {
  const [value = ZERO, start = ZERO, end = lengthOf(emit, array)] = args;
  if (constantOf(emit.kind(value)) !== 0) throw new NoLowering('fill() with another value than 0');
  const { m } = emit;
  const to = whole(emit, addressOf(emit, array, start));
  return m.memory.fill(to, m.i32.const(0), bytesBetween(emit, array, start, end));
}

/** `new Uint8Array(buffer, start, length).fill(0)`. */
export function emitFillNew(emit: Emitter, node: New): Ref {
  const { m } = emit;
  const [, start = ZERO, length] = node.args;
  const element = elementMade(node);
  if (element === undefined || length === undefined) throw new NoLowering('this array');
  const bytes = emit.scaled(length, Math.log2(element.bytes));
  return m.block(null, [
    ...checkNew(emit, node),
    m.memory.fill(emit.low(start), m.i32.const(0), bytes),
  ]);
}

/** `array.copyWithin(target, start, end)`, with an end that is not before the start. */
export function emitCopyWithin(emit: Emitter, array: Expression, args: readonly Expression[]): Ref {
  const [target = ZERO, start = ZERO, end = lengthOf(emit, array)] = args;
  const { m } = emit;
  const to = whole(emit, addressOf(emit, array, target));
  const from = whole(emit, addressOf(emit, array, start));
  return m.memory.copy(to, from, bytesBetween(emit, array, start, end));
}
