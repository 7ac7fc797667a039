import { decodeBytes } from '../../text/bytes.ts';
import { isAbsolute, joinPath } from '../../text/paths.ts';
import { DefconfigReadError } from '../diagnostics/errors.ts';
import type { KconfigFiles } from '../reading/files/kconfig-files.ts';
import { linesOf, type ConfigLine } from './parse.ts';

/** Where configuration files are. */
export interface ConfigFolders {
  readonly files: KconfigFiles;
  /** Folders below which a file that is not found as named, and `#include <…>`, are looked for. */
  readonly roots: readonly string[];
}

/** The lines as the C program reads them, which knows neither C comments nor `#include`. */
export function readRaw(file: string, folders: ConfigFolders): Iterable<ConfigLine> {
  return linesOf(file, readText(file, locateConfig(file, folders), folders));
}

/** The path of a configuration file. Throws a `DefconfigReadError` if there is none. */
export function locateConfig(file: string, folders: ConfigFolders): string {
  const path = folders.files.exists(file) ? file : locateBelow(file, folders);
  if (path !== undefined) return path;
  throw new DefconfigReadError(`${file}: no such file: give the path of a configuration file`);
}

/** The path of a file below the first root that has it. */
export function locateBelow(file: string, { files, roots }: ConfigFolders): string | undefined {
  if (isAbsolute(file)) return files.exists(file) ? file : undefined;
  return roots.map((root) => joinPath(root, file)).find((path) => files.exists(path));
}

/** The text of a file. `file` is its name in the `DefconfigReadError` if it cannot be read. */
export function readText(file: string, path: string, { files }: ConfigFolders): string {
  let cause: unknown;
  try {
    const found = files.read(path);
    if (found !== undefined) return typeof found === 'string' ? found : decodeBytes(found);
  } catch (error) {
    cause = error;
  }
  const isFolder = (cause as { readonly code?: unknown } | undefined)?.code === 'EISDIR';
  const remedy = isFolder ? 'it is a folder, so name another file' : 'check that it is a readable file';
  throw new DefconfigReadError(`${file}: cannot be read: ${remedy}`, { cause });
}
