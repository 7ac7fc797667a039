import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { loadKconfig, type KconfigTree } from '../../../generator/kconfig/index.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import type { HostProcess } from '../host-process.ts';

export interface TreeArguments {
  readonly kconfig: string | undefined;
  readonly 'allow-shell': boolean;
}

/** A tree, and where files are looked for that are not where they are named. */
export interface LoadedTree {
  readonly tree: KconfigTree;
  readonly srctree: string;
}

/**
 * Loads the tree that the options name. Its root file is called as the user called it, or `Kconfig`,
 * as the files that it sources are: then nothing hangs on where the folder is. Throws a `KconfigError`,
 * or a `KconfigReadError`.
 */
export function loadTree(args: TreeArguments, host: HostProcess): LoadedTree {
  const { env } = host;
  const cwd = host.cwd();
  const given = env['srctree'] ? resolve(cwd, env['srctree']) : undefined;
  const name = args.kconfig ?? 'Kconfig';
  const file =
    args.kconfig === undefined
      ? join(given ?? PACKAGE_ROOT, name)
      : findFile(args.kconfig, cwd, given);
  const srctree = given ?? dirname(file);
  const allowShell = args['allow-shell'];
  const tree = loadKconfig({ file, name, cwd, srctree, env, allowShell });
  return { tree, srctree };
}

/**
 * A path that the user named: below the current folder or, if it is not there, below `srctree`. If
 * it is in neither place, where it would be below the current folder.
 */
export function findFile(name: string, cwd: string, srctree: string | undefined): string {
  const here = resolve(cwd, name);
  if (existsSync(here) || srctree === undefined) return here;
  const there = resolve(srctree, name);
  return existsSync(there) ? there : here;
}
