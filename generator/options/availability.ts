import type { Configuration, SymbolValue } from '../kconfig/index.ts';
import { NOT_AVAILABLE_YET, type NotAvailable } from './not-available.ts';
import { OptionNotAvailableError } from './option-not-available-error.ts';
import { writtenCause } from './written-cause.ts';

/**
 * Refuses what the configuration asks of every phase and the allocator cannot do yet.
 *
 * @throws {OptionNotAvailableError} for the first such option in the order of the table.
 */
export function requireAvailable(configuration: Configuration): void {
  for (const entry of NOT_AVAILABLE_YET) {
    const symbol = configuration.get(entry.symbol);
    if (symbol && isRefused(symbol, entry)) {
      throw new OptionNotAvailableError(symbol, entry.feature, writtenCause(configuration, symbol));
    }
  }
}

/** An option that is off because its dependencies are not met was not chosen. */
function isRefused(symbol: SymbolValue, { refused }: NotAvailable): boolean {
  return symbol.value === refused && (refused === 'y' || symbol.visible !== 'n');
}
