import { LengthError } from './length-error.ts';
import { PHASE_PREFIX, type Phase } from './phase.ts';
import type { PhaseView } from './phase-view.ts';
import { numberOf } from './symbols.ts';

/** Heaps stay below 4 GiB: pointers are offsets that fit 32 bits. */
export const MAX_LENGTH = 0xffff_ffff;

/**
 * The shortest pool for a full malloc(). Static data is kept in it, and the rest of a shorter one is too
 * small for a heap. U-Boot has boards with little more.
 */
export const MIN_HEAP_LENGTH = 0x800;

/** From which phase a length is inherited if a phase has none of its own. */
const INHERITS_FROM = {
  'u-boot': undefined,
  spl: 'u-boot',
  tpl: 'spl',
  vpl: 'spl',
} as const satisfies Record<Phase, Phase | undefined>;

/**
 * `CONFIG_VAL(NAME)` for a length in bytes. A phase without a value of its own, because the tree
 * has no such symbol or its dependencies are not met, inherits: TPL and VPL from SPL, SPL from
 * U-Boot proper.
 *
 * @param least the shortest that will do
 * @throws {LengthError} when no phase of the chain has a value, or its value is not such a length.
 */
export function inheritedLength(
  { configuration, phase }: PhaseView,
  name: string,
  least = 1,
): number {
  for (let at: Phase | undefined = phase; at !== undefined; at = INHERITS_FROM[at]) {
    const symbol = configuration.get(PHASE_PREFIX[at] + name);
    if (symbol !== undefined && symbol.value !== '') {
      const length = numberOf(symbol);
      if (!(length > 0 && length <= MAX_LENGTH)) throw LengthError.notALength(symbol);
      if (length < least) throw LengthError.tooShort(symbol, least);
      return length;
    }
  }
  // Each tree with an allocator has the symbol of U-Boot proper.
  if (configuration.get(name) === undefined) throw LengthError.noAllocator(name);
  throw LengthError.missing(PHASE_PREFIX[phase] + name);
}
