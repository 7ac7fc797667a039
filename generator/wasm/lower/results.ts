import type { Binding } from '../../specialise/syntax/binding.ts';
import type { Emitter } from './emitter.ts';
import { representationOf } from './representation.ts';

/** How a function returns its value. */
export interface Result {
  /** The type of binaryen; undefined for a function without a result. */
  readonly type: number | undefined;
  /** Only the value modulo 2^32. */
  readonly isLow: boolean;
}

/** Exported functions return 32 bits, as C's do. */
export function resultOf(
  { binaryen, known, demands }: Pick<Emitter, 'binaryen' | 'known' | 'demands'>,
  binding: Binding,
): Result {
  const kind = known.result(binding);
  if (kind.is === 'nothing' || kind.is === 'never') return { type: undefined, isLow: false };
  const isLow = known.unit.roots.has(binding) || !demands.results.has(binding);
  return { type: isLow ? binaryen.i32 : binaryen[representationOf(kind)], isLow };
}
