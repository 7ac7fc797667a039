import type { Emitter, Place, Ref } from './emitter.ts';

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
