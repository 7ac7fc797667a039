import { type SymbolValue, formatPosition } from '../kconfig/index.ts';

/** `x_defconfig:12: `: the line that gave a symbol its value, to begin a message with; empty if none did. */
export function placeOf({ origin }: SymbolValue): string {
  return origin.position ? `${formatPosition(origin.position)}: ` : '';
}
