import { nameOfFile } from '../../text/paths.ts';
import type { KconfigFiles } from '../reading/files/kconfig-files.ts';
import { Reporter } from '../diagnostics/reporter.ts';
import { readRaw } from './config-file.ts';
import type { Defconfig } from './defconfig.ts';
import { linesOf, parseLines } from './parse.ts';
import { readPreprocessed } from './preprocessor/preprocess.ts';

export interface ReadOptions {
  /** Folders below which a file that is not found as named, and `#include <…>`, are looked for. */
  readonly roots?: readonly string[];
  /** What precedes each name; `CONFIG_` if not given. */
  readonly prefix?: string;
  /**
   * Whether `#include`, `#if`, C comments and the like mean something, as in the defconfigs of U-Boot,
   * whose build runs the C preprocessor. If not given: in every file that is not called `.config`.
   */
  readonly preprocess?: boolean;
  /** Where files are read from; the disk, by Node.js, if not given. */
  readonly files?: KconfigFiles;
}

/**
 * Reads a defconfig, fragment or `.config` from a file system.
 *
 * @throws DefconfigReadError when it, or a file that it includes, cannot be read.
 * @throws PreprocessorError for a line that the C preprocessor refuses, or that has `#error`.
 */
export function readDefconfigFrom(
  files: KconfigFiles,
  path: string,
  options: Omit<ReadOptions, 'files'>,
): Defconfig {
  const isPreprocessed = options.preprocess ?? nameOfFile(path) !== '.config';
  const prefix = options.prefix ?? 'CONFIG_';
  const folders = { files, roots: options.roots ?? [] };
  const reporter = new Reporter();
  const lines = isPreprocessed
    ? readPreprocessed(path, folders, prefix, reporter)
    : readRaw(path, folders);
  return parseLines(path, lines, prefix, reporter);
}

/** Reads the text of a configuration file as it is. `file` is its name in messages. */
export function parseDefconfig(text: string, file: string, prefix = 'CONFIG_'): Defconfig {
  return parseLines(file, linesOf(file, text), prefix);
}
