import type { Defconfig } from './defconfig.ts';
import { linesOf, parseLines } from './parse.ts';
import { preprocess } from './preprocess.ts';

export interface ReadOptions {
  /** Folders below which a file that is not found as named, and `#include <…>`, are looked for. */
  readonly roots?: readonly string[];
  /** What precedes each name; `CONFIG_` if not given. */
  readonly prefix?: string;
}

/**
 * Reads a defconfig, fragment or `.config` with its `#include` lines and C comments.
 *
 * @throws DefconfigReadError when it, or a file that it includes, cannot be read.
 */
export function readDefconfig(path: string, options: ReadOptions = {}): Defconfig {
  const lines = preprocess(path, options.roots ?? []);
  return parseLines(path, lines, options.prefix ?? 'CONFIG_');
}

/** The same for text at hand, which is taken as it is. `file` names it in messages. */
export function parseDefconfig(text: string, file: string, prefix = 'CONFIG_'): Defconfig {
  return parseLines(file, linesOf(file, text), prefix);
}
