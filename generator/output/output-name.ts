import { configurationName } from './configuration-name.ts';
import { OutputError } from './output-error.ts';

/** NAME in `out/NAME`: one path component that is neither hidden nor `..`. */
export type OutputName = string & { readonly __outputName: true };

/** Separators, control characters, and what Windows does not allow in a file name. */
const FORBIDDEN = /[/\\<>:"|?*\p{Cc}]/u;

/**
 * The name of a configuration's output folder: the file name of its defconfig without `_defconfig`
 * or `.defconfig`.
 * Throws {@link OutputError} when that would not name a folder directly inside the output folder.
 */
export function outputName(defconfig: string): OutputName {
  const name = configurationName(defconfig);
  if (name === '' || name.startsWith('.') || FORBIDDEN.test(name)) {
    throw new OutputError(
      `${JSON.stringify(defconfig)}: no output folder can be named after this file. ` +
        `Call it NAME_defconfig, where NAME does not start with a dot and has none of / \\ < > : " | ? *.`,
    );
  }
  return name as OutputName;
}
