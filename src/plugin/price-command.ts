import { isAbsolute, relative, resolve } from 'node:path';

import { optionWords, shellWords } from '../cli/shell-words.ts';
import type { ImportId } from '../imports/import-id.ts';
import type { ImportOptions } from '../imports/options.ts';

/**
 * The command that prices the options of an imported configuration, to be pasted into a shell.
 * @param folder the one that the paths among the options lead from
 * @param here the one that the command runs in
 */
export function priceCommand(
  { path, phase }: ImportId,
  { kconfig, allowShell }: ImportOptions,
  folder: string,
  here = process.cwd(),
): string {
  const wayTo = (file: string): string => {
    const target = resolve(folder, file);
    const way = relative(here, target);
    return way.startsWith('..') || isAbsolute(way) ? target : way;
  };
  return shellWords([
    'mallocgen',
    'price',
    ...optionWords({
      defconfig: wayTo(path),
      phase: phase === 'u-boot' ? undefined : phase,
      kconfig: kconfig === undefined ? undefined : wayTo(kconfig),
      'allow-shell': allowShell,
    }),
  ]);
}
