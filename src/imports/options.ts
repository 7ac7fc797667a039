import {
  PATH,
  PATH_OR_PATHS,
  SYMBOL_VALUES,
  TRUE_OR_FALSE,
  type Kinds,
} from '../checked-options.ts';

/** How imported configurations are read. The names are those of the command's options. */
export interface ImportOptions {
  /** The first file of the Kconfig tree. Without it: `./Kconfig`, `$srctree/Kconfig` or mallocgen's own. */
  readonly kconfig?: string | undefined;
  /** The folder in which the names of fragments are looked up. Without it: `./configs`, then mallocgen's own. */
  readonly configs?: string | undefined;
  /**
   * Files whose lines replace those of each configuration for the same symbols, the last one last: paths, or
   * names in `configs`.
   */
  readonly fragments?: string | readonly string[] | undefined;
  /** Values that replace those of all files: `{ SYS_MALLOC_LEN: 0x1000 }`. */
  readonly extraConfig?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** Whether every warning about a configuration is an error. Not by default. */
  readonly strict?: boolean | undefined;
  /** Whether the Kconfig tree may run shell commands. Not by default. */
  readonly allowShell?: boolean | undefined;
}

/** The options that every way to import a configuration has. */
export const IMPORT_OPTIONS: Kinds<ImportOptions> = {
  kconfig: PATH,
  configs: PATH,
  fragments: PATH_OR_PATHS,
  extraConfig: SYMBOL_VALUES,
  strict: TRUE_OR_FALSE,
  allowShell: TRUE_OR_FALSE,
};
