import type { Expression, New } from '../../specialise/syntax/tree.ts';
import { NoLowering } from '../errors.ts';
import { constantOf } from '../kinds/kind.ts';
import { bare, elementMade } from '../kinds/kind-of.ts';
import { addressOf, store, viewOf, type Address } from './access.ts';
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
  const minus = (left: Expression, right: Expression): Expression => ({
    kind: 'binary',
    operator: '-',
    left,
    right,
  });
  // `(p + words) - (p + 1)` is `words - 1`.
  const [a, b] = [bare(to), bare(from)];
  if (a.kind === 'binary' && b.kind === 'binary' && a.operator === '+' && b.operator === '+') {
    const [p, q] = [bare(a.left), bare(b.left)];
    if (p.kind === 'name' && q.kind === 'name' && p.binding === q.binding)
      return emit.scaled(minus(a.right, b.right), shift);
  }
  return emit.scaled(minus(to, from), shift);
}

/** `array.fill(value, start, end)`, with an end that is not before the start. */
export function emitFill(emit: Emitter, array: Expression, args: readonly Expression[]): Ref {
  const [value = ZERO, start = ZERO, end = lengthOf(emit, array)] = args;
  const { m } = emit;
  // The instruction repeats one byte.
  if (constantOf(emit.kind(value)) !== 0 && viewOf(emit, array).element.bytes !== 1)
    return fillLoop(emit, array, value, start, end);
  const to = whole(emit, addressOf(emit, array, start));
  return m.memory.fill(to, emit.low(value), bytesBetween(emit, array, start, end));
}

/** Stores one value in all elements from `start` to `end`. */
function fillLoop(
  emit: Emitter,
  array: Expression,
  value: Expression,
  start: Expression,
  end: Expression,
): Ref {
  const { m, binaryen } = emit;
  const { element } = viewOf(emit, array);
  if (element.isFloat) throw new NoLowering('fill() of doubles');
  const [word, next, last] = [0, 1, 2].map(() => emit.temporary('i32')) as [number, number, number];
  const get = (local: number): Ref => m.local.get(local, binaryen.i32);
  const label = `fill${String(next)}`;
  return m.block(null, [
    m.local.set(word, emit.low(value)),
    m.local.set(next, whole(emit, addressOf(emit, array, start))),
    m.local.set(last, m.i32.add(get(next), bytesBetween(emit, array, start, end))),
    m.loop(
      label,
      m.if(
        m.i32.lt_u(get(next), get(last)),
        m.block(null, [
          store(emit, element, { offset: 0, pointer: get(next) }, get(word)),
          m.local.set(next, m.i32.add(get(next), m.i32.const(element.bytes))),
          m.br(label),
        ]),
      ),
    ),
  ]);
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
