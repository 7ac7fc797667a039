import { nodeModule } from './node.ts';

/**
 * Whether a path leads to something that must be written to and never replaced: a device, a pipe or a
 * socket, or what `/dev/stdout` and similar links lead to, which may be a regular file.
 */
export function isSpecialFile(path: string): boolean {
  try {
    const found = nodeModule('node:fs').statSync(path, { throwIfNoEntry: false });
    if (found === undefined || found.isDirectory()) return false;
    return !found.isFile() || isOpenFile(path);
  } catch {
    return false;
  }
}

/** Whether it is a link through which the system shows an open file. */
function isOpenFile(path: string): boolean {
  const { lstatSync, readlinkSync } = nodeModule('node:fs');
  const isLink = lstatSync(path).isSymbolicLink();
  return isLink && (path.startsWith('/proc/') || readlinkSync(path).startsWith('/proc/'));
}
