import { MallocgenError } from '../error.ts';
import type { SymbolValue } from '../kconfig/index.ts';
import { placeOf } from './symbol-place.ts';

/** A length that a phase needs is missing, or cannot be the length of a heap. */
export class LengthError extends MallocgenError {
  readonly code = 'length';

  static missing(name: string): LengthError {
    return new LengthError(
      `${name}: this phase needs a length, and neither it nor the phases that it inherits from ` +
        `have one; write CONFIG_${name}=… in the defconfig, or use a Kconfig tree that defines it.`,
    );
  }

  /** A tree of another program, which a command or a plugin found in the current folder. */
  static noAllocator(name: string): LengthError {
    return new LengthError(
      `The Kconfig tree has no symbol ${name}, so it describes no allocator. Name one that does by --kconfig, in a ` +
        `plugin by the option kconfig; mallocgen's own is node_modules/mallocgen/Kconfig.`,
    );
  }

  static notALength(symbol: SymbolValue): LengthError {
    return new LengthError(
      `${placeOf(symbol)}${symbol.name}: '${symbol.value}' is not the length of a heap; write a number above 0 and below 4 GiB.`,
    );
  }

  static tooShort(symbol: SymbolValue, least: number): LengthError {
    return new LengthError(
      `${placeOf(symbol)}${symbol.name}: ${symbol.value} bytes are too few for a heap; write 0x${least.toString(16)} or more.`,
    );
  }
}
