import type { Configuration } from '../kconfig/index.ts';
import { LengthError } from './length-error.ts';
import { PHASE_PREFIX, type Phase } from './phase.ts';

/** Heaps stay below 4 GiB: pointers are offsets that fit 32 bits. */
export const MAX_LENGTH = 0xffff_ffff;

/** Where a phase looks for a length that it does not give itself: its parent in the chain. */
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
 * @throws {LengthError} when no phase of the chain has a value, or the value is no length of a heap.
 */
export function inheritedLength(configuration: Configuration, phase: Phase, name: string): number {
  for (let at: Phase | undefined = phase; at !== undefined; at = INHERITS_FROM[at]) {
    const symbol = configuration.get(PHASE_PREFIX[at] + name);
    if (symbol !== undefined && symbol.value !== '') {
      const length = Number.parseInt(symbol.value, symbol.type === 'hex' ? 16 : 10);
      if (!(length > 0 && length <= MAX_LENGTH)) {
        throw LengthError.notALength(symbol);
      }
      return length;
    }
  }
  throw LengthError.missing(PHASE_PREFIX[phase] + name);
}
