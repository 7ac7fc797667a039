import { dirname } from 'node:path';

import { loadKconfig, type KconfigFiles, type KconfigTree } from './kconfig/index.ts';

/** A Kconfig tree to read, or one that was read. Paths are absolute or relative to the current folder. */
export interface TreeRequest {
  /** The first file of the tree. */
  readonly kconfig: string;
  /** Where files that it sources are looked for first; without it, the process's own folder. */
  readonly cwd?: string;
  /** Where they are looked for next; without it, the folder of `kconfig`. */
  readonly srctree?: string;
  /** Let the tree run shell commands. */
  readonly allowShell?: boolean;
  /** Whose Kconfig it is read as; what the tree shows if not given. */
  readonly dialect?: string;
  /** What calls of the build system's functions in it give, by name. */
  readonly functions?: Readonly<Record<string, string>>;
  /** What `$(NAME)` in it reads. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The tree, where somebody has read it before. */
  readonly tree?: KconfigTree | undefined;
}

/** Where the files of a tree are looked for, whatever `srctree` is in the environment. */
export function srctreeOf({ srctree, kconfig }: TreeRequest): string {
  return srctree ?? dirname(kconfig);
}

/**
 * The tree that was read before, or else is read now.
 * @param files where from; the disk, if not given
 * @throws {MallocgenError} for what is wrong with it
 */
export function readTree(request: TreeRequest, files?: KconfigFiles): KconfigTree {
  const { kconfig, cwd, allowShell = false, dialect, functions, env = {}, tree } = request;
  return (
    tree ??
    loadKconfig({
      file: kconfig,
      srctree: srctreeOf(request),
      ...(files && { files }),
      ...(cwd !== undefined && { cwd }),
      env,
      allowShell,
      ...(dialect !== undefined && { dialect }),
      ...(functions && { functions }),
    })
  );
}
