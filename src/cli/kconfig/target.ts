import type { Diagnostic } from '../../../generator/kconfig/index.ts';
import type { CommandHost } from '../command-host.ts';
import type { ConfigurationFolders } from '../inputs/configuration-folders.ts';
import type { TreeLocation } from '../inputs/tree-location.ts';
import type { LoadedTree } from './load-tree.ts';

/** What the command line of `mallocgen kconfig` says about files. */
export interface TargetFiles {
  readonly fragments: readonly string[];
  readonly config: string | undefined;
  readonly defconfig: string | undefined;
  readonly output: string | undefined;
}

/** What the options of merge ask for, under the names that they have in `merge_config.sh`. */
export interface Merging {
  /** `-n`: what the files leave out is n. */
  readonly startsFromNo: boolean;
  /** `-m`: only the lines are joined. */
  readonly mergesOnly: boolean;
  /** `-y`: a y stays where a later file has m. */
  readonly keepsBuiltin: boolean;
}

/** What a target needs to find the configurations that it reads. */
export interface LocateRequest extends TargetFiles {
  readonly host: CommandHost;
  readonly location: TreeLocation;
  readonly folders: ConfigurationFolders;
}

/** The configurations that a target reads. */
export interface LocatedConfigurations {
  /** Absolute paths. */
  readonly paths: readonly string[];
  /** Sentences on the choice of files. */
  readonly notes?: readonly string[];
  /** The form of a file that may have been made from another tree, which is then refused. */
  readonly start?: 'dot-config' | 'defconfig';
}

/** What a target of `mallocgen kconfig` works with. */
export interface TargetRequest extends LoadedTree, LocateRequest {
  /** What the target located. */
  readonly configurations: readonly string[];
  readonly seed: string | undefined;
  readonly merging: Merging;
  /** Whether the user's options make one of these an error. */
  isRefused(diagnostics: readonly Diagnostic[]): boolean;
  /** Prints these at once, with those of the tree; others are printed when the target is made. */
  report(diagnostics: readonly Diagnostic[]): void;
  /** Writes to standard output at once, unless JSON goes there. */
  print(text: string): void;
}

/** A file to write once nothing speaks against it. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  /** What the file is, for the message that it was written. */
  readonly what: string;
  /** Whether it is `.config`, whose last version is kept as `.config.old`. */
  readonly isConfig: boolean;
  /** Whether `--output` does not move it. */
  readonly isFixed?: boolean;
}

/** The result of a target. Nothing has been written yet. */
export interface TargetResult {
  readonly files: readonly PlannedFile[];
  /** What to say about the configuration. */
  readonly diagnostics: readonly Diagnostic[];
  /** For standard output. */
  readonly text?: string;
  /** Whether not to say what was written. */
  readonly isSilent?: boolean;
  /** The same for programs. */
  readonly data?: object;
}

/** An option that only some targets take. */
export type TargetOption = 'defconfig' | 'seed' | 'output' | 'fragments' | 'merging' | 'json';

export interface Target {
  readonly takes: readonly TargetOption[];
  /** Whether it says or asks something by itself before its result is there: then it is made only once. */
  readonly talks?: boolean;
  /** Finds the configurations that it reads; undefined if it reads none. Throws a `MallocgenError`. */
  locate(request: LocateRequest): LocatedConfigurations | undefined;
  run(request: TargetRequest): TargetResult | Promise<TargetResult>;
}
