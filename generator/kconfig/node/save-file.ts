import { encodeText } from '../../text/bytes.ts';
import { joinPath, nameOfFile, parentOf } from '../../text/paths.ts';
import { isSpecialFile } from '../../files/is-special-file.ts';
import { nodeModule } from '../../files/node.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { writeSpecial } from '../../files/write-special.ts';
import { ConfigWriteError } from '../diagnostics/errors.ts';

export interface SaveOptions {
  /** Keep the file that was there as `FILE.old`, as the C program does with `.config`. */
  readonly keepOld?: boolean;
  /** Write into the file itself, for paths that must not be replaced; nothing old is kept. */
  readonly inPlace?: boolean;
}

/**
 * Writes a file through a temporary one beside it, so that it exists completely or not at all. Creates
 * the folders above it. If the path is a folder, the file is `.config` in it. A device or pipe is written
 * to directly, and nothing old is kept.
 *
 * @returns the path that was written.
 * @throws ConfigWriteError when it cannot be written.
 */
export function saveFile(path: string, text: string, options: SaveOptions = {}): string {
  const { existsSync, renameSync, rmSync, writeFileSync } = nodeModule('node:fs');
  const target = isFolder(path) ? joinPath(path, '.config') : path;
  const temporary = joinPath(parentOf(target), `.tmp${nameOfFile(target)}.${process.pid}`);
  try {
    makeFolder(parentOf(target));
    if (isSpecialFile(target)) {
      writeSpecial(target, encodeText(text));
      return target;
    }
    if (options.inPlace === true) {
      writeFileSync(target, encodeText(text));
      return target;
    }
    writeFileSync(temporary, encodeText(text));
    if (options.keepOld === true && existsSync(target)) renameSync(target, `${target}.old`);
    renameSync(temporary, target);
    return target;
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    throw new ConfigWriteError(`${target}: cannot be written: ${reason(error)}`, { cause: error });
  }
}

function reason(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return 'permission is denied';
  if (code === 'EROFS') return 'the disk is read-only';
  if (code === 'EISDIR' || code === 'ENOTDIR' || code === 'EEXIST') {
    return 'there is a folder where a file is needed, or a file where a folder is';
  }
  if (code === 'ENOENT') return 'its folder cannot be made';
  if (code === 'ENXIO') return 'nobody reads from this pipe';
  return code === 'ENOSPC' ? 'the disk is full' : String(code ?? error);
}

function isFolder(path: string): boolean {
  const { existsSync, statSync } = nodeModule('node:fs');
  return existsSync(path) && statSync(path).isDirectory();
}
