import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { nearest } from '../../generator/text/suggest.ts';
import { UsageError } from './usage-error.ts';

/**
 * The path of the defconfig that `--defconfig` names: a path where it has a separator, else a file
 * of `configs`, else a file of the current folder.
 * Throws {@link UsageError} when there is none; the message tells the nearest that there is.
 */
export function locateDefconfig(name: string, configs: string, cwd: string): string {
  const isPath = name !== basename(name);
  if (isPath && !existsSync(resolve(cwd, configs))) {
    throw new UsageError(
      `--configs ${configs}: there is no such folder. Correct the path, or leave it out: --defconfig is a path.`,
    );
  }
  const candidates = isPath
    ? [resolve(cwd, name)]
    : [resolve(cwd, configs, name), resolve(cwd, name)];
  const found = candidates.find((path) => existsSync(path));
  if (found !== undefined) {
    return found;
  }
  const folder = isPath ? dirname(resolve(cwd, name)) : resolve(cwd, configs);
  throw new UsageError(
    `${join(folder, basename(name))}: there is no such file. ${remedy(basename(name), folder)}`,
  );
}

function remedy(name: string, folder: string): string {
  if (!existsSync(folder)) {
    return `The folder ${folder} does not exist either: correct the path or --configs.`;
  }
  const present = readdirSync(folder).filter((file) => file.endsWith('_defconfig'));
  const meant = present.includes(`${name}_defconfig`)
    ? `${name}_defconfig`
    : nearest(name, present);
  return meant === undefined
    ? 'Name a file of the configs folder, or give the path of one.'
    : `Did you mean ${meant}?`;
}
