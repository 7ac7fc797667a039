import type { Configuration, SymbolValue } from '../kconfig/index.ts';
import { AddressError } from './address-error.ts';
import { inheritedLength, MAX_LENGTH, MIN_HEAP_LENGTH } from './lengths.ts';
import type { Phase } from './phase.ts';
import { isOn, numberOf } from './symbols.ts';
import { writtenCause } from './written-cause.ts';

interface SplOptions {
  readonly enabled: Readonly<Record<'HAS_MALLOC_START' | 'STACK_R' | 'SYS_MALLOC', boolean>>;
  readonly values: Readonly<
    Record<
      'SYS_MALLOC_START' | 'STACK_R_ADDR' | 'STACK_R_MALLOC_SIMPLE_LEN' | 'SYS_MALLOC_SIZE',
      number
    >
  >;
}

/**
 * What SPL alone has: the full pool that it sets up once DRAM works, and the pool of the simple malloc()
 * that moves with its stack. A phase has one of the two at most, as it has one of the allocators.
 *
 * @throws {AddressError} when an address is missing, or leaves no room for the pool.
 * @throws {LengthError} when the full pool has no length, or one that no heap can have.
 */
export function splOptions(
  configuration: Configuration,
  phase: Phase,
  onlySimple: boolean,
): SplOptions {
  const isSplOn = (name: string) => phase === 'spl' && isOn(configuration, name);
  const full = !onlySimple && isSplOn('SPL_SYS_MALLOC');
  const start = full ? poolStart(configuration) : undefined;
  const stack = onlySimple && isSplOn('SPL_STACK_R');
  return {
    enabled: { HAS_MALLOC_START: start !== undefined, STACK_R: stack, SYS_MALLOC: full },
    values: {
      ...(stack ? stackPool(configuration) : { STACK_R_ADDR: 0, STACK_R_MALLOC_SIMPLE_LEN: 0 }),
      SYS_MALLOC_SIZE: full
        ? inheritedLength(configuration, phase, 'SYS_MALLOC_SIZE', MIN_HEAP_LENGTH)
        : 0,
      SYS_MALLOC_START: start ?? 0,
    },
  };
}

/** The pool lies just below the address; it may be empty, and then the first pool stays in use. */
function stackPool(configuration: Configuration) {
  const address = requireAddress(configuration, 'SPL_STACK_R_ADDR', 'SPL_STACK_R');
  const length = configuration.get('SPL_STACK_R_MALLOC_SIMPLE_LEN');
  const bytes = length === undefined || length.value === '' ? 0 : numberOf(length);
  // At 0 the first block would be NULL.
  if (length !== undefined && bytes > 0 && bytes >= numberOf(address)) {
    throw AddressError.noRoom(address, 'below', length);
  }
  return { STACK_R_ADDR: numberOf(address), STACK_R_MALLOC_SIMPLE_LEN: bytes };
}

/**
 * Where the full pool starts: at its custom address, else behind the BSS of SPL where the tree says where
 * that lies, as U-Boot's does. Undefined where only the program knows.
 */
function poolStart(configuration: Configuration): number | undefined {
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

/** @param symbol the one that decides about the address `start` */
function requireRoom(configuration: Configuration, symbol: SymbolValue, start: number): void {
  const size = configuration.get('SPL_SYS_MALLOC_SIZE');
  if (size !== undefined && start + numberOf(size) > MAX_LENGTH) {
    throw AddressError.noRoom(symbol, 'between 4 GiB and', size);
  }
}

/** The symbol of an address that `neededBy`, which is on, asks for. */
function requireAddress(configuration: Configuration, name: string, neededBy: string): SymbolValue {
  const symbol = configuration.get(name);
  if (symbol === undefined || symbol.value === '') {
    const asking = configuration.get(neededBy) as SymbolValue;
    throw AddressError.missing(name, asking, writtenCause(configuration, asking));
  }
  const address = numberOf(symbol);
  if (!(address >= 0 && address <= MAX_LENGTH)) throw AddressError.notAnAddress(symbol);
  return symbol;
}
