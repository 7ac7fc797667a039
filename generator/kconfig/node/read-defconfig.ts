import type { Defconfig } from '../defconfigs/defconfig.ts';
import { readDefconfigFrom, type ReadOptions } from '../defconfigs/read.ts';
import { nodeFiles } from './node-files.ts';

/**
 * Reads a defconfig, fragment or `.config`.
 *
 * @throws DefconfigReadError when it, or a file that it includes, cannot be read.
 * @throws PreprocessorError for a line that the C preprocessor refuses, or that has `#error`.
 */
export function readDefconfig(path: string, options: ReadOptions = {}): Defconfig {
  return readDefconfigFrom(options.files ?? nodeFiles, path, options);
}
