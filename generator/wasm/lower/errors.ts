import type { Emitter, Ref } from './emitter.ts';

/**
 * Where an array does not fit its buffer: a trap, of which the loader makes the error. A trap would leave
 * a lock taken, so a shared module calls a function that throws.
 */
export function outside(emit: Emitter): Ref {
  return emit.isShared ? outsideThrown(emit) : emit.m.unreachable();
}

/** Throws what JavaScript throws where an array does not fit its buffer. */
export function outsideThrown(emit: Emitter): Ref {
  const { m, binaryen, hosts } = emit;
  const name = hosts.add({
    name: 'outside_of_memory',
    parameters: [],
    result: undefined,
    throws: undefined,
    text: "throw new RangeError('the region is outside the memory');",
  });
  return m.block(null, [m.call(name, [], binaryen.none), m.unreachable()]);
}
