import { MallocgenError } from '../error.ts';
import { formatPosition, type SymbolValue } from '../kconfig/index.ts';

/** A configuration chooses what the allocator does not implement yet. */
export class OptionNotAvailableError extends MallocgenError {
  readonly code = 'option-not-available';

  constructor(symbol: SymbolValue, feature: string) {
    const { position } = symbol.origin;
    const place = position ? `${formatPosition(position)}: ` : '';
    super(`${place}${symbol.name}: ${feature} is not available yet; ${remedy(symbol)}.`);
  }
}

function remedy({ name, value, origin }: SymbolValue): string {
  switch (origin.kind) {
    case 'written':
      return 'remove the line';
    case 'select':
    case 'imply':
      return `${origin.by ?? 'another symbol'} turns it on: turn that off`;
    default:
      return value === 'n'
        ? `it is off by default: write 'CONFIG_${name}=y'`
        : `it is on by default: write '# CONFIG_${name} is not set'`;
  }
}
