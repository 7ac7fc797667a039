import type { Assignment } from '../defconfigs/defconfig.ts';
import type { Position } from '../diagnostics/position.ts';
import type { KconfigTree } from '../tree/tree.ts';
import type { SymbolType } from '../values/symbol-type.ts';
import type { TristateLetter } from '../values/tristate.ts';

/**
 * Who decided a value:
 *
 * - `written`: the configuration file's assignment, taken as it is;
 * - `default`: a `default` clause;
 * - `select`: another symbol's `select` raised it;
 * - `imply`: another symbol's `imply` raised it;
 * - `range`: a `range` clause clamped it;
 * - `choice`: the choice that the symbol belongs to settled it;
 * - `mode`: the mode asked for (allyesconfig …), not a file;
 * - `implicit`: nothing did, so it is `n` or empty.
 */
export type OriginKind =
  'written' | 'default' | 'select' | 'imply' | 'range' | 'choice' | 'mode' | 'implicit';

/** Where a value comes from: the kind, and the assignment or clause that won. */
export interface Origin {
  readonly kind: OriginKind;
  /** The winning assignment or clause. Absent for `implicit` and `mode`. */
  readonly position?: Position;
  /** The selecting or implying symbol, or the chosen member of the choice. */
  readonly by?: string;
}

/** One symbol of one configuration. */
export interface SymbolValue {
  /** Without `CONFIG_`. */
  readonly name: string;
  readonly type: SymbolType;
  /** `y`, `m`, `n`; digits as written for int and hex; the text without quotes for string. */
  readonly value: string;
  readonly origin: Origin;
  /** The most that a user may set: `n` when no prompt is visible. */
  readonly visible: TristateLetter;
  /** Whether `.config` has a line for it. */
  readonly inConfig: boolean;
  /** What the configuration file asked for, taken or not. */
  readonly assigned?: Assignment;
}

/** The finished values of one configuration: what `Configuration` has, for questions about it. */
export interface ConfigurationValues {
  readonly tree: KconfigTree;
  /** All defined symbols in the order in which the tree first mentions them. */
  readonly symbols: readonly SymbolValue[];
  /** A symbol's value and where it comes from, or undefined if the tree does not define it. */
  get(name: string): SymbolValue | undefined;
  /** The text of `.config`. */
  toConfig(): string;
}
