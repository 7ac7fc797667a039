import { lstatSync, readlinkSync, statSync } from 'node:fs';

/**
 * Whether a path leads to what must be written to and never be replaced: a device, a pipe or a
 * socket, or what `/dev/stdout` and its kin stand for, which may be a regular file.
 */
export function isSpecialFile(path: string): boolean {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined || found.isDirectory()) return false;
    return !found.isFile() || isOpenFile(path);
  } catch {
    return false;
  }
}

/** A link by way of which the system shows a file that is open. */
function isOpenFile(path: string): boolean {
  const isLink = lstatSync(path).isSymbolicLink();
  return isLink && (path.startsWith('/proc/') || readlinkSync(path).startsWith('/proc/'));
}
