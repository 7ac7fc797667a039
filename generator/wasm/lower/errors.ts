import type { Emitter, Ref } from './emitter.ts';

/** Throws what JavaScript throws where an array does not fit its buffer. */
export function outside(emit: Emitter): Ref {
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
