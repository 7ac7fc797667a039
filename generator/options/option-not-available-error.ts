import { MallocgenError } from '../error.ts';
import type { SymbolValue } from '../kconfig/index.ts';
import { placeOf } from './symbol-place.ts';

/** A configuration chooses what the allocator does not implement yet. */
export class OptionNotAvailableError extends MallocgenError {
  readonly code = 'option-not-available';

  /** @param cause the symbol of the user's line that gave the value, where there is one */
  constructor(symbol: SymbolValue, feature: string, cause: SymbolValue | undefined) {
    const place = placeOf(cause ?? symbol);
    super(`${place}${symbol.name}: ${feature} is not available yet; ${remedy(symbol, cause)}.`);
  }
}

function remedy({ name, value }: SymbolValue, cause: SymbolValue | undefined): string {
  if (cause?.name === name) return 'remove the line';
  const line = value === 'n' ? `CONFIG_${name}=y` : `# CONFIG_${name} is not set`;
  const state = value === 'n' ? 'off' : 'on';
  return cause === undefined
    ? `it is ${state} by default: write '${line}'`
    : `${cause.name} turns it ${state}: change that, or write '${line}'`;
}
