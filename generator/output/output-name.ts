import { basename } from 'node:path';

import { OutputError } from './output-error.ts';

/** NAME in `out/NAME`: one path component that is neither hidden nor `..`. */
export type OutputName = string & { readonly __outputName: true };

const SUFFIX = '_defconfig';

/** Separators, control characters, and what Windows does not allow in a file name. */
const FORBIDDEN = /[/\\<>:"|?*\p{Cc}]/u;

/**
 * The name of a configuration's output folder: the file name of its defconfig without `_defconfig`.
 * Throws {@link OutputError} when that would not name a folder directly inside the output folder.
 */
export function outputName(defconfig: string): OutputName {
  const file = basename(defconfig);
  const name = file.endsWith(SUFFIX) ? file.slice(0, -SUFFIX.length) : file;
  if (name === '' || name.startsWith('.') || FORBIDDEN.test(name)) {
    throw new OutputError(
      `${JSON.stringify(defconfig)}: no output folder can be named after this file. ` +
        `Call it NAME${SUFFIX}, where NAME starts with no dot and has none of / \\ < > : " | ? *.`,
    );
  }
  return name as OutputName;
}
