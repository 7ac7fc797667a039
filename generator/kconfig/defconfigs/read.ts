import { basename } from 'node:path';
import type { Defconfig } from './defconfig.ts';
import { linesOf, parseLines } from './parse.ts';
import { preprocess, readRaw } from './preprocess.ts';

export interface ReadOptions {
  /** Folders below which a file that is not found as named, and `#include <…>`, are looked for. */
  readonly roots?: readonly string[];
  /** What precedes each name; `CONFIG_` if not given. */
  readonly prefix?: string;
  /**
   * Whether `#include` lines and C comments mean something, as in the defconfigs of U-Boot, whose
   * build runs the C preprocessor. If not given: in every file that is not called `.config`.
   */
  readonly preprocess?: boolean;
}

/**
 * Reads a defconfig, fragment or `.config`.
 *
 * @throws DefconfigReadError when it, or a file that it includes, cannot be read.
 */
export function readDefconfig(path: string, options: ReadOptions = {}): Defconfig {
  const isPreprocessed = options.preprocess ?? basename(path) !== '.config';
  const lines = (isPreprocessed ? preprocess : readRaw)(path, options.roots ?? []);
  return parseLines(path, lines, options.prefix ?? 'CONFIG_');
}

/** The same for text at hand, which is taken as it is. `file` names it in messages. */
export function parseDefconfig(text: string, file: string, prefix = 'CONFIG_'): Defconfig {
  return parseLines(file, linesOf(file, text), prefix);
}
