/** Why the system refused a file or folder, in words that a sentence can end with. */
export function plainReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'permission is denied';
    case 'EROFS':
      return 'the disk is read-only';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'there is a file where a folder is needed';
    case 'ENOSPC':
      return 'the disk is full';
    default:
      // Node.js words these "EIO: i/o error, read"; the middle is what helps.
      return /^\w+: (.*?), \w+/.exec(message)?.[1] ?? message;
  }
}

/** True where the path leads to nothing, be it for a file on its way. */
export function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
