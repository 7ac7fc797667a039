import type { Expression } from '../../specialise/syntax/tree.ts';
import { NoLowering } from '../errors.ts';
import { constantOf, INT32_MIN, isInteger } from '../kinds/kind.ts';
import { bare } from '../kinds/kind-of.ts';
import type { Element, View } from '../kinds/views.ts';
import type { Emitter, Ref } from './emitter.ts';
import { readPlace } from './places.ts';
import { isPure, pureConstant } from './pure.ts';

/** An address: what is computed, and a constant that the instruction adds. */
export interface Address {
  readonly offset: number;
  readonly pointer: Ref;
}

export function viewOf(emit: Emitter, array: Expression): View {
  const node = bare(array);
  const view = node.kind === 'name' ? emit.known.view(node.binding) : undefined;
  if (view === undefined) throw new NoLowering('this array');
  return view;
}

interface Terms {
  readonly constant: number;
  /** The others, each with its sign. */
  readonly others: readonly { readonly node: Expression; readonly negative: boolean }[];
}

/** A sum with its constants added up. */
function termsOf(emit: Emitter, node: Expression, negative: boolean): Terms {
  const expression = bare(node);
  const value = constantOf(emit.kind(expression));
  if (value !== undefined && isPure(expression))
    return { constant: negative ? -value : value, others: [] };
  if (
    expression.kind === 'binary' &&
    (expression.operator === '+' || expression.operator === '-')
  ) {
    const left = termsOf(emit, expression.left, negative);
    const right = termsOf(emit, expression.right, negative !== (expression.operator === '-'));
    return {
      constant: left.constant + right.constant,
      others: [...left.others, ...right.others],
    };
  }
  return { constant: 0, others: [{ node: expression, negative }] };
}

/**
 * The address of an element. An index is taken to be inside the array: the constant part of it is added
 * by the instruction, which does not wrap around.
 */
export function addressOf(emit: Emitter, array: Expression, index: Expression): Address {
  const { m } = emit;
  const view = viewOf(emit, array);
  const { bytes } = view.element;
  const { constant, others } = termsOf(emit, index, false);
  const base = constantOf(emit.known.kind(view.base));
  const offset = constant * bytes + (base ?? 0);
  const defined = definedIndex(emit, others, bytes);
  if (base !== undefined && defined !== undefined && offset >= defined.minus)
    return { offset: offset - defined.minus, pointer: emit.low(defined.address) };
  const parts: { readonly ref: Ref; readonly negative: boolean }[] = [];
  if (base === undefined)
    parts.push({ ref: readPlace(emit, emit.place(view.base)), negative: false });
  for (const { node, negative } of others)
    parts.push({ ref: emit.scaled(node, Math.log2(bytes)), negative });
  const [first, ...rest] = parts;
  if (first === undefined) {
    return { offset: 0, pointer: m.i32.const(offset | 0) };
  }
  let pointer = first.negative ? m.i32.sub(m.i32.const(0), first.ref) : first.ref;
  for (const { ref, negative } of rest)
    pointer = negative ? m.i32.sub(pointer, ref) : m.i32.add(pointer, ref);
  if (offset === 0) return { offset, pointer };
  // A part that can be negative by a little may need the constant to come back to the array.
  const isSafe = others.every(({ node, negative }) => {
    const kind = emit.kind(node);
    return !negative && isInteger(kind) && (kind.lo >= 0 || kind.lo === INT32_MIN);
  });
  if (offset > 0 && offset < 2 ** 31 && isSafe && (base !== undefined || constant >= 0))
    return { offset, pointer };
  return { offset: 0, pointer: m.i32.add(pointer, m.i32.const(offset | 0)) };
}

/** The parts of an index that was declared as `(address - minus) >>> 2`, without a remainder. */
function definedIndex(
  emit: Emitter,
  [only, ...rest]: Terms['others'],
  bytes: number,
): { readonly address: Expression; readonly minus: number } | undefined {
  if (only === undefined || rest.length > 0 || only.negative) return undefined;
  const { node } = only;
  const definition = node.kind === 'name' ? emit.definition(node.binding) : undefined;
  const shift = definition && bare(definition);
  if (shift?.kind !== 'binary' || shift.operator !== '>>>') return undefined;
  if (pureConstant(emit, shift.right) !== Math.log2(bytes)) return undefined;
  const difference = bare(shift.left);
  if (difference.kind !== 'binary' || difference.operator !== '-') return undefined;
  const [kind, minus] = [emit.kind(difference.left), pureConstant(emit, difference.right)];
  const isMultiple = isInteger(kind) && kind.step % bytes === 0;
  return isMultiple && minus !== undefined ? { address: difference.left, minus } : undefined;
}

/**
 * What the types of binaryen leave out. Its JavaScript side calls every load of a word signed, and its
 * optimiser then makes load32_s of a zero extension (findings/binaryen-extends-words-wrongly.sh).
 */
interface LoadTools {
  readonly Load: { setSigned(load: Ref, isSigned: boolean): void };
}

/** Reads an element: 32 bits, or a double. */
export function load(
  emit: Emitter,
  { bytes, lo, isFloat }: Element,
  { offset, pointer }: Address,
): Ref {
  const { i32, f64 } = emit.m;
  if (isFloat) return f64.load(offset, 8, pointer);
  if (bytes === 4) {
    const word = i32.load(offset, 4, pointer);
    const { Load } = emit.binaryen as unknown as LoadTools;
    Load.setSigned(word, false);
    return word;
  }
  if (bytes === 2)
    return lo < 0 ? i32.load16_s(offset, 2, pointer) : i32.load16_u(offset, 2, pointer);
  return lo < 0 ? i32.load8_s(offset, 1, pointer) : i32.load8_u(offset, 1, pointer);
}

export function store(
  emit: Emitter,
  { bytes, isFloat }: Element,
  { offset, pointer }: Address,
  value: Ref,
): Ref {
  const { i32, f64 } = emit.m;
  if (isFloat) return f64.store(offset, 8, pointer, value);
  if (bytes === 4) return i32.store(offset, 4, pointer, value);
  if (bytes === 2) return i32.store16(offset, 2, pointer, value);
  return i32.store8(offset, 1, pointer, value);
}

/** The address twice, for an element that is read and written. */
export function twice(emit: Emitter, address: Address): readonly [Address, Address] {
  const { m, binaryen } = emit;
  const info = binaryen.getExpressionInfo(address.pointer);
  if ([binaryen.ConstId, binaryen.GlobalGetId, binaryen.LocalGetId].includes(info.id))
    return [address, { ...address, pointer: m.copyExpression(address.pointer) }];
  const local = emit.temporary('i32');
  return [
    { ...address, pointer: m.local.tee(local, address.pointer, binaryen.i32) },
    { ...address, pointer: m.local.get(local, binaryen.i32) },
  ];
}
