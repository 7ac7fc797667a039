import type { Emitter, Place, Ref } from './emitter.ts';

/** log2 of what the value in a place is multiplied by. */
export function scaleOf(place: Place): number {
  return place.is === 'local' ? (place.scale ?? 0) : 0;
}

/** A value of 32 bits, not negative, that is there times 2^from, times 2^to. */
export function rescaled({ m }: Pick<Emitter, 'm'>, ref: Ref, from: number, to: number): Ref {
  if (from === to) return ref;
  return from < to
    ? m.i32.shl(ref, m.i32.const(to - from))
    : m.i32.shr_u(ref, m.i32.const(from - to));
}

export function readPlace({ m, binaryen }: Emitter, place: Place): Ref {
  const type = binaryen[place.type];
  // A memory that was passed is there.
  if (place.is === 'local' && place.index < 0) return m.i32.const(1);
  return place.is === 'local' ? m.local.get(place.index, type) : m.global.get(place.name, type);
}

export function writePlace({ m }: Emitter, place: Place, value: Ref): Ref {
  return place.is === 'local' ? m.local.set(place.index, value) : m.global.set(place.name, value);
}

/** Writes and gives the value. */
export function teePlace(emit: Emitter, place: Place, value: Ref): Ref {
  const { m, binaryen } = emit;
  const type = binaryen[place.type];
  if (place.is === 'local') return m.local.tee(place.index, value, type);
  const local = emit.temporary(place.type);
  return m.block(
    null,
    [m.global.set(place.name, m.local.tee(local, value, type)), m.local.get(local, type)],
    type,
  );
}
