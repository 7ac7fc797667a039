import type { Change } from '../kconfig/index.ts';
import type { Phase } from '../options/index.ts';
import type { Bytes } from './bytes.ts';

/** What it costs to give a symbol another value in one phase of a configuration. */
export interface Price {
  /** Without `CONFIG_`. */
  readonly symbol: string;
  readonly phase: Phase;
  /** Its value, as `.config` has it. */
  readonly now: string;
  /** The value that it would get; absent if it cannot be switched. */
  readonly then?: string;
  /** Bytes that this adds, negative if it saves some; absent if one of the two is not a program. */
  readonly cost?: Bytes;
  /** Bytes of the phase afterwards; absent if it is not a program then. */
  readonly total?: Bytes;
  /** Other symbols that change with it, in the order of the tree. */
  readonly alsoChanges: readonly Change[];
  /** Why a price is missing, as a sentence without its dot. */
  readonly reason?: string;
}
