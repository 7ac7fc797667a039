import { isNode } from '../../files/node.ts';
import { findDialectOf, findProgram, type TreePlace } from '../detection/find-dialect.ts';
import type { FoundDialect } from '../detection/found-dialect.ts';
import { KconfigReadError } from '../diagnostics/errors.ts';
import type { KconfigFiles } from '../reading/files/kconfig-files.ts';
import { refuseShell } from '../reading/macro/refuse-shell.ts';
import { loadTree, type TreeOptions } from '../tree/load.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { nodeFiles } from './node-files.ts';
import { allowShell, type ShellPermission } from './shell.ts';

export interface LoadOptions extends TreeOptions {
  /** Where files are read from; the disk, by Node.js, if not given. */
  readonly files?: KconfigFiles;
  /** The variables that macros see; the process's own if not given. `CONFIG_` renames the prefix. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether `$(shell,…)` may run commands, for which Node.js is needed; if not, one is an error at its line. */
  readonly allowShell?: boolean | ShellPermission;
}

/**
 * Parses a Kconfig file and all that it sources.
 *
 * @throws KconfigReadError when the file cannot be read, or a KconfigError with a position: syntax,
 * source, macro, shell, a dependency loop, or a tree beyond the limits. Its `diagnostics` are what was
 * found before.
 */
export function loadKconfig(options: LoadOptions): KconfigTree {
  const hasNode = isNode();
  if (!hasNode && !options.files) {
    throw new KconfigReadError(
      `${options.file}: cannot be read: there is no disk here, so give loadKconfig() 'files' to read from`,
    );
  }
  const permission = options.allowShell ?? false;
  const mayRun = hasNode && permission !== false;
  const env = options.env ?? (hasNode ? process.env : {});
  const dialect = options.dialect ?? (options.files ? undefined : findProgram({ ...options, env }, nodeFiles)?.name);
  return loadTree({ ...options, ...(dialect !== undefined && { dialect }) }, {
    files: options.files ?? nodeFiles,
    env,
    shell: (variables) =>
      mayRun ? allowShell(variables, permission === true ? {} : permission) : refuseShell,
  });
}

/** The dialect that `loadKconfig` takes for a tree if none is given, and why. */
export function findTreeDialect(place: TreePlace, files: KconfigFiles = nodeFiles): FoundDialect {
  return findDialectOf(place, files);
}
