import type { SymbolValue } from '../kconfig/index.ts';
import { AddressError } from './address-error.ts';
import { LengthError } from './length-error.ts';
import { inheritedLength, MAX_LENGTH, MIN_HEAP_LENGTH } from './lengths.ts';
import type { PhaseView } from './phase-view.ts';
import { hasFullMalloc, type Rule } from './rules.ts';
import { isOn, numberOf } from './symbols.ts';
import { writtenCause } from './written-cause.ts';
import type { Values } from './values.ts';

/*
 * What SPL alone has: the full pool that it sets up once DRAM works, or the pool of the simple malloc()
 * that moves with its stack. A phase has one of the two at most, as it has one of the allocators.
 */

/** Whether SPL sets up a pool for its full malloc(). */
export function hasSplPool(view: PhaseView): boolean {
  return view.phase === 'spl' && hasFullMalloc(view) && view.isOn('SPL_SYS_MALLOC');
}

/** Whether the pool of the simple malloc() moves with the stack. */
export function hasStackPool(view: PhaseView): boolean {
  return view.phase === 'spl' && !hasFullMalloc(view) && view.isOn('SPL_STACK_R');
}

/** @throws {LengthError} from the rule, when the full pool has no length, or one that no heap can have. */
export const splPoolLength: Rule<number> = (view, name) =>
  hasSplPool(view) ? inheritedLength(view, name, MIN_HEAP_LENGTH) : 0;

/**
 * Where the full pool starts: at its custom address, and otherwise after the BSS of SPL if the tree says
 * where that lies, as U-Boot's does. Undefined if only the program knows, or if there is no pool.
 * @throws {AddressError} when an address is missing, or leaves no room for the pool.
 */
export function splPoolStart(view: PhaseView): number | undefined {
  if (!hasSplPool(view)) return undefined;
  const { configuration } = view;
  if (isOn(configuration, 'SPL_HAS_CUSTOM_MALLOC_START')) {
    const address = requireAddress(
      configuration,
      'SPL_CUSTOM_SYS_MALLOC_ADDR',
      'SPL_HAS_CUSTOM_MALLOC_START',
    );
    requireRoom(configuration, address, numberOf(address));
    return numberOf(address);
  }
  const bss = configuration.get('SPL_BSS_START_ADDR');
  const size = configuration.get('SPL_BSS_MAX_SIZE');
  if (bss === undefined || size === undefined) return undefined;
  const end = numberOf(bss) + numberOf(size);
  if (Number.isNaN(end)) return undefined;
  requireRoom(configuration, bss, end);
  return end;
}

/** The address that the moved pool ends at. 0 if no pool moves. */
export function stackPoolEnd(view: PhaseView): number {
  return hasStackPool(view) ? numberOf(stackAddress(view)) : 0;
}

/**
 * Bytes of the pool that moves. It may be empty, and then the first pool stays in use.
 * @throws {AddressError} when it does not fit below its end.
 * @throws {LengthError} when it is not a length.
 */
export function stackPoolLength(view: PhaseView): number {
  if (!hasStackPool(view)) return 0;
  const address = stackAddress(view);
  const length = view.configuration.get('SPL_STACK_R_MALLOC_SIMPLE_LEN');
  if (length === undefined || length.value === '') return 0;
  const bytes = numberOf(length);
  if (!(bytes >= 0)) throw LengthError.notALength(length);
  // At 0 the first block would be NULL.
  if (bytes > 0 && bytes >= numberOf(address)) throw AddressError.noRoom(address, 'below', length);
  return bytes;
}

function stackAddress({ configuration }: PhaseView): SymbolValue {
  return requireAddress(configuration, 'SPL_STACK_R_ADDR', 'SPL_STACK_R');
}

/** @param symbol the one that decides about the address `start` */
function requireRoom(configuration: Values, symbol: SymbolValue, start: number): void {
  const size = configuration.get('SPL_SYS_MALLOC_SIZE');
  if (size !== undefined && start + numberOf(size) > MAX_LENGTH) {
    throw AddressError.noRoom(symbol, 'between 4 GiB and', size);
  }
}

/** The symbol of an address that `neededBy`, which is on, asks for. */
function requireAddress(configuration: Values, name: string, neededBy: string): SymbolValue {
  const symbol = configuration.get(name);
  if (symbol === undefined || symbol.value === '') {
    const asking = configuration.get(neededBy) as SymbolValue;
    throw AddressError.missing(name, asking, writtenCause(configuration, asking));
  }
  const address = numberOf(symbol);
  if (!(address >= 0 && address <= MAX_LENGTH)) throw AddressError.notAnAddress(symbol);
  return symbol;
}
