import type { PhaseView } from './phase-view.ts';
import { isOn, isOnIfDefined } from './symbols.ts';

/**
 * Whether a phase has the 64-bit layout. Our tree has one symbol for all phases. U-Boot's
 * architectures select `64BIT` for U-Boot proper and `SPL_64BIT` for what runs before it, which may
 * be a 32-bit SPL on x86. `PHYS_64BIT` is about physical addresses and decides nothing here: a
 * 32-bit ARM with large addresses still has 32-bit pointers.
 */
export function has64BitLayout({ configuration, phase }: PhaseView): boolean {
  const ownSymbol = phase === 'u-boot' ? undefined : isOnIfDefined(configuration, 'SPL_64BIT');
  return ownSymbol ?? isOn(configuration, '64BIT');
}
