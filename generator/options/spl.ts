import type { Configuration, SymbolValue } from '../kconfig/index.ts';
import { AddressError } from './address-error.ts';
import { inheritedLength, MAX_LENGTH, MIN_HEAP_LENGTH } from './lengths.ts';
import type { Phase } from './phase.ts';
import { isOn, numberOf } from './symbols.ts';
import { writtenCause } from './written-cause.ts';

interface SplOptions {
  readonly enabled: Readonly<Record<'HAS_CUSTOM_MALLOC_START' | 'STACK_R' | 'SYS_MALLOC', boolean>>;
  readonly values: Readonly<
    Record<
      'CUSTOM_SYS_MALLOC_ADDR' | 'STACK_R_ADDR' | 'STACK_R_MALLOC_SIMPLE_LEN' | 'SYS_MALLOC_SIZE',
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
  const custom = full && isSplOn('SPL_HAS_CUSTOM_MALLOC_START');
  const stack = onlySimple && isSplOn('SPL_STACK_R');
  return {
    enabled: { HAS_CUSTOM_MALLOC_START: custom, STACK_R: stack, SYS_MALLOC: full },
    values: {
      ...(stack ? stackPool(configuration) : { STACK_R_ADDR: 0, STACK_R_MALLOC_SIMPLE_LEN: 0 }),
      SYS_MALLOC_SIZE: full
        ? inheritedLength(configuration, phase, 'SYS_MALLOC_SIZE', MIN_HEAP_LENGTH)
        : 0,
      CUSTOM_SYS_MALLOC_ADDR: custom ? customStart(configuration) : 0,
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

function customStart(configuration: Configuration): number {
  const address = requireAddress(
    configuration,
    'SPL_CUSTOM_SYS_MALLOC_ADDR',
    'SPL_HAS_CUSTOM_MALLOC_START',
  );
  const size = configuration.get('SPL_SYS_MALLOC_SIZE');
  if (size !== undefined && numberOf(address) + numberOf(size) > MAX_LENGTH) {
    throw AddressError.noRoom(address, 'between 4 GiB and', size);
  }
  return numberOf(address);
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
