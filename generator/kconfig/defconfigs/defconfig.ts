import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Position } from '../diagnostics/position.ts';

/** One line of a configuration file that gives a symbol a value. */
export interface Assignment {
  /** Without `CONFIG_`. */
  readonly name: string;
  /** The text after `=` as written, quotes included; `n` for `# CONFIG_X is not set`. */
  readonly value: string;
  /** Whether the line reads `# CONFIG_X is not set`. */
  readonly unset: boolean;
  /** Whether the line before reads `# default:`, as ESP-IDF marks what no user gave. */
  readonly isDefault?: boolean;
  readonly position: Position;
}

/** A configuration file: a defconfig, a fragment or a `.config`. */
export interface Defconfig {
  /** The path as the caller gave it. */
  readonly file: string;
  /** In the order of the lines; a later one overrides an earlier one. */
  readonly assignments: readonly Assignment[];
  /** What is wrong with the lines themselves, whatever the tree. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether a line was neither an assignment nor a comment. Not by default. */
  readonly hasMalformedLine?: boolean;
}
