import { matchPaths } from '../text/glob.ts';
import { fileSize, namesIn } from './read-text.ts';

/**
 * The files that match a shell pattern, sorted: {@link matchPaths} on the disk. A relative pattern is
 * looked for below `folder`, and the results are relative to it as well.
 */
export function glob(pattern: string, folder: string): string[] {
  const isFile = (path: string): boolean => fileSize(path) !== undefined;
  return matchPaths(pattern, folder, { list: namesIn, isFile });
}
