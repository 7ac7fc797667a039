import { statSync } from 'node:fs';

/** What is at a path; undefined if nothing is there, or if it cannot be looked at. */
export function fileKind(path: string): 'file' | 'folder' | 'pipe' | 'other' | undefined {
  try {
    const stats = statSync(path);
    if (stats.isFile()) return 'file';
    if (stats.isDirectory()) return 'folder';
    return stats.isFIFO() ? 'pipe' : 'other';
  } catch {
    return undefined;
  }
}

/** Whether a path leads to something to read: a file, a pipe or a device. */
export function isReadable(path: string): boolean {
  return !['folder', undefined].includes(fileKind(path));
}
