import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

import { glob } from '../../../generator/files/glob.ts';
import type { HostProcess } from '../host-process.ts';
import { UsageError } from '../usage-error.ts';
import { readShard } from './limits.ts';

/** What names configurations on a command line. */
export interface ConfigurationArguments {
  readonly defconfig?: readonly string[] | undefined;
  readonly configs: string;
  readonly kconfig: string;
  readonly shard?: string | undefined;
}

/**
 * The absolute paths of the defconfigs that the command line names, sorted by file name: patterns
 * below the current folder, else below the tree's, else names in `--configs`.
 * Throws {@link UsageError} when a pattern matches nothing.
 */
export function configurationsOf(
  args: ConfigurationArguments,
  host: HostProcess,
): readonly string[] {
  const configs = resolve(host.cwd(), args.configs);
  if (!existsSync(configs) && args.defconfig === undefined) {
    throw new UsageError(`${configs}: there is no such folder. Correct --configs.`);
  }
  const folders = [host.cwd(), dirname(resolve(host.cwd(), args.kconfig)), configs];
  const files = (args.defconfig ?? [`${configs}/*_defconfig`]).flatMap((pattern) => {
    const found = folders
      .map((folder) => glob(pattern, folder).map((file) => resolve(folder, file)))
      .find((list) => list.length > 0);
    if (found === undefined) {
      throw new UsageError(
        `--defconfig ${pattern}: no file has such a name. Put the pattern in quotes, and see that it is one of files and not of folders.`,
      );
    }
    return found;
  });
  const all = [...new Set(files)].toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  if (args.shard === undefined) return all;
  const { index, of } = readShard(args.shard);
  // Neighbours are alike, so they are dealt out in turn.
  return all.filter((_, position) => position % of === index - 1);
}

/** By file name, so that the order does not depend on where the folders lie. */
function key(path: string): string {
  return `${basename(path)}\n${path}`;
}
