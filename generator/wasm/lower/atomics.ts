import type { Call, Expression } from '../../specialise/syntax/tree.ts';
import { NoLowering } from '../errors.ts';
import { ATOMIC_OPERATIONS } from '../kinds/atomics.ts';
import { addressOf, viewOf } from './access.ts';
import { constant } from './convert.ts';
import type { Emitter, Ref } from './emitter.ts';

const READ_MODIFY_WRITE: Readonly<Record<string, 'add' | 'sub' | 'and' | 'or' | 'xor' | 'xchg'>> = {
  add: 'add',
  sub: 'sub',
  and: 'and',
  or: 'or',
  xor: 'xor',
  exchange: 'xchg',
};

/** A function of Atomics on an Int32Array, as one instruction. */
export function emitAtomic(emit: Emitter, node: Call, name: string, isEffect: boolean): Ref {
  const { m } = emit;
  const [array, index, first, second] = node.args as [
    Expression,
    Expression,
    Expression,
    Expression,
  ];
  const { bytes } = viewOf(emit, array).element;
  if (bytes !== 4) throw new NoLowering('an atomic operation on other elements than 32 bits');
  const { offset, pointer } = addressOf(emit, array, index);
  const wanted = (ref: Ref): Ref => (isEffect ? m.drop(ref) : ref);
  const { atomic } = m.i32;
  const place = offset === 0 ? pointer : m.i32.add(pointer, m.i32.const(offset));
  if (name === 'load') return wanted(atomic.load(offset, pointer));
  if (name === 'store') {
    const stored = atomic.store(offset, pointer, emit.low(first));
    if (!isEffect) throw new NoLowering('the value of Atomics.store()', node.position);
    return stored;
  }
  if (name === 'compareExchange')
    return wanted(atomic.rmw.cmpxchg(offset, pointer, emit.low(first), emit.low(second)));
  if (name === 'notify') {
    const count = first === undefined ? m.i32.const(-1) : emit.low(first);
    return wanted(m.memory.atomic.notify(place, count));
  }
  if (name === 'wait') {
    if (second !== undefined) throw new NoLowering('a wait with a limit', node.position);
    const forever = constant(emit, -1, 'i64');
    return wanted(m.memory.atomic.wait32(place, emit.low(first), forever));
  }
  const operation = READ_MODIFY_WRITE[name];
  if (operation === undefined || !ATOMIC_OPERATIONS.has(name))
    throw new NoLowering(`Atomics.${name}()`, node.position);
  return wanted(atomic.rmw[operation](offset, pointer, emit.low(first)));
}
