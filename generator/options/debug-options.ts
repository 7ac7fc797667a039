import type { Configuration } from '../kconfig/index.ts';
import { PHASE_PREFIX, type Phase } from './phase.ts';
import { isOn, numberOf } from './symbols.ts';

export interface DebugOptions {
  readonly enabled: {
    readonly MALLOC_DEBUG: boolean;
    readonly MCHECK_BACKTRACE: boolean;
    readonly MCHECK_HEAP_PROTECTION: boolean;
    readonly MCHECK_LOG: boolean;
  };
  readonly values: {
    /** Bytes of each block's header that name its caller; 0 without mcheck. */
    readonly MCHECK_CALLER_LEN: number;
    /** Entries of the log; 0 without one. */
    readonly MCHECK_LOG_SIZE: number;
  };
}

/**
 * What one phase asks for to find mistakes: nothing where it has no dlmalloc 2.8.6. As in U-Boot a
 * phase before U-Boot proper has its own symbols, which neither U-Boot's tree nor ours defines; the
 * lengths are the same for all.
 */
export function debugOptions(
  configuration: Configuration,
  phase: Phase,
  hasDlmalloc: boolean,
): DebugOptions {
  const own = (name: string) => hasDlmalloc && isOn(configuration, PHASE_PREFIX[phase] + name);
  const mcheck = own('MCHECK_HEAP_PROTECTION');
  const log = mcheck && own('MCHECK_LOG');
  return {
    enabled: {
      MALLOC_DEBUG: own('MALLOC_DEBUG'),
      MCHECK_BACKTRACE: mcheck && own('MCHECK_BACKTRACE'),
      MCHECK_HEAP_PROTECTION: mcheck,
      MCHECK_LOG: log,
    },
    values: {
      MCHECK_CALLER_LEN: mcheck ? lengthOf(configuration, 'MCHECK_CALLER_LEN', 48) : 0,
      MCHECK_LOG_SIZE: log ? lengthOf(configuration, 'MCHECK_LOG_SIZE', 524_288) : 0,
    },
  };
}

/** The value of a symbol, or the one that the specification gives it where the tree has none. */
function lengthOf(configuration: Configuration, name: string, usual: number): number {
  const symbol = configuration.get(name);
  const value = symbol === undefined ? Number.NaN : numberOf(symbol);
  return value > 0 ? value : usual;
}
