import { MallocgenError } from '../error.ts';
import type { SymbolValue } from '../kconfig/index.ts';
import { placeOf } from './symbol-place.ts';

/** An address that a phase needs is missing, or what should be there does not fit. */
export class AddressError extends MallocgenError {
  readonly code = 'address';

  /**
   * @param neededBy the symbol that is on
   * @param cause the symbol of the user's line that turned it on, if there is one
   */
  static missing(
    name: string,
    neededBy: SymbolValue,
    cause: SymbolValue | undefined,
  ): AddressError {
    return new AddressError(
      `${placeOf(cause ?? neededBy)}${neededBy.name}: nothing says at which address; write CONFIG_${name}=0x… in the defconfig.`,
    );
  }

  static notAnAddress(symbol: SymbolValue): AddressError {
    return new AddressError(
      `${placeOf(symbol)}${symbol.name}: '${symbol.value}' is not an address in a memory below 4 GiB; write a smaller one.`,
    );
  }

  /** @param length the symbol that says how many bytes should be there */
  static noRoom(symbol: SymbolValue, where: string, length: SymbolValue): AddressError {
    return new AddressError(
      `${placeOf(symbol)}${symbol.name}: ${length.value} bytes do not fit ${where} ${symbol.value}; ` +
        `change it or CONFIG_${length.name}.`,
    );
  }
}
