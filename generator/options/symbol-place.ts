import { type SymbolValue, formatPosition } from '../kconfig/index.ts';

/** `x_defconfig:12: `: where a symbol got its value, to begin a message with; empty where nothing gave it one. */
export function placeOf({ origin }: SymbolValue): string {
  return origin.position ? `${formatPosition(origin.position)}: ` : '';
}
