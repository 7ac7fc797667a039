import { MallocgenError } from '../error.ts';
import type { SymbolValue } from '../kconfig/index.ts';
import { placeOf } from './symbol-place.ts';

/** Options of a phase that exclude each other. */
export class InconsistentOptionsError extends MallocgenError {
  readonly code = 'inconsistent-options';

  /** @param symbol the one of this name, if the tree has it */
  constructor(name: string, symbol: SymbolValue | undefined, reason: string) {
    const place = symbol === undefined ? '' : placeOf(symbol);
    super(`${place}${name}: ${reason}; change one of them in the defconfig.`);
  }
}
