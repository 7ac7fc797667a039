import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { loadKconfig, type KconfigTree } from '../../generator/kconfig/index.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';

const VECTORS = join(PACKAGE_ROOT, 'test/vectors/kconfig/uboot');

/** A checkout of U-Boot. */
export interface UbootTree {
  readonly folder: string;
  /** `NAME_defconfig` of each file in `configs/`, sorted. */
  readonly defconfigs: readonly string[];
  /**
   * What its Kconfig files see, for any program: the recorded variables, `srctree`, and of the
   * caller's own variables only those that find and run compilers.
   */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Opens the tree, or gives undefined where the folder holds none.
 *
 * @param searchPath where the tree's commands look for programs.
 */
export function openUbootTree(
  path: string | undefined,
  searchPath: string,
): UbootTree | undefined {
  if (path === undefined || !existsSync(join(path, 'Kconfig'))) return undefined;
  const folder = resolve(path);
  const configs = join(folder, 'configs');
  if (!existsSync(configs)) return undefined;
  const defconfigs = readdirSync(configs).filter((name) => name.endsWith('_defconfig'));
  return { folder, defconfigs: defconfigs.toSorted(), environment: environmentOf(folder, searchPath) };
}

function environmentOf(folder: string, searchPath: string): Record<string, string> {
  const own = ['HOME', 'TMPDIR'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const recorded = linesOf('environment').map((line) => {
    const equal = line.indexOf('=');
    return [line.slice(0, equal), line.slice(equal + 1)];
  });
  return { PATH: searchPath, ...Object.fromEntries(own), ...Object.fromEntries(recorded), srctree: folder };
}

/** SHA-256 of the `.config` that the C program wrote, by name of the defconfig. */
export function recordedDigests(): ReadonlyMap<string, string> {
  return new Map(
    linesOf('configs.sha256').map((line) => {
      const [digest = '', name = ''] = line.split(/\s+/);
      return [name, digest];
    }),
  );
}

function linesOf(file: string): string[] {
  return readFileSync(join(VECTORS, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** Parses the tree, commands and all. The process works in the tree's folder from then on. */
export function loadUbootTree({ folder, environment }: UbootTree): KconfigTree {
  process.chdir(folder);
  // The shell of the tree gets the process's variables too, where the C program's gets only its own.
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) delete process.env[name];
  }
  return loadKconfig({ file: 'Kconfig', srctree: folder, env: environment, allowShell: true });
}
