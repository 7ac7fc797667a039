import type { Diagnostic } from '../../../generator/kconfig/index.ts';
import type { HostProcess } from '../host-process.ts';
import type { LoadedTree } from './load-tree.ts';

/** What a target of `mallocgen kconfig` works with. */
export interface TargetRequest extends LoadedTree {
  readonly host: HostProcess;
  readonly fragments: readonly string[];
  readonly config: string | undefined;
  readonly defconfig: string | undefined;
  readonly output: string | undefined;
  readonly seed: string | undefined;
  /** Whether the user's options make one of these an error. */
  isRefused(diagnostics: readonly Diagnostic[]): boolean;
  /** Says these at once, with those of the tree; else all are said when the target is made. */
  tell(diagnostics: readonly Diagnostic[]): void;
  /** Writes to standard output at once, unless that is to hold JSON. */
  say(text: string): void;
}

/** A file to write once nothing speaks against it. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  /** What the file is, for the message that it was written. */
  readonly what: string;
  /** Whether it is `.config`, whose last version is kept as `.config.old`. */
  readonly isConfig: boolean;
}

/** What a target came to. Nothing has been written yet. */
export interface TargetResult {
  readonly files: readonly PlannedFile[];
  /** What the configuration is to be warned about. */
  readonly diagnostics: readonly Diagnostic[];
  /** For standard output. */
  readonly text?: string;
  /** The same for programs. */
  readonly data?: object;
}

/** An option that only some targets take. */
export type TargetOption = 'defconfig' | 'seed' | 'output' | 'fragments' | 'json';

export interface Target {
  readonly takes: readonly TargetOption[];
  run(request: TargetRequest): TargetResult | Promise<TargetResult>;
}
