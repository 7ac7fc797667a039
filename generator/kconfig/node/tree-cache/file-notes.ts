import type { Stats } from 'node:fs';
import { nodeModule } from '../../../files/node.ts';
import { readText } from '../../../files/read-text.ts';
import { encodeText } from '../../../text/bytes.ts';
import type { FileNote } from './notes.ts';

/** Milliseconds that the times of files may be imprecise by, on any file system. */
const PRECISION = 2000;

export function statOf(path: string): Stats | undefined {
  try {
    const stats = nodeModule('node:fs').statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true ? stats : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What to remember of a file.
 *
 * @param text what was read of it; undefined if nothing was.
 * @param now milliseconds as in its times.
 */
export function noteFile(stats: Stats, text: string | undefined, now: number): FileNote {
  const { size, mtimeMs, ctimeMs } = stats;
  const isSettled = Math.max(mtimeMs, ctimeMs) < now - PRECISION;
  return {
    size,
    ...(text !== undefined && { digest: digestOf(text) }),
    ...(isSettled && { stamp: stampOf(stats) }),
  };
}

/** Whether the file at a path is still what was noted. */
export function isUnchanged(path: string, note: FileNote | null): boolean {
  const stats = statOf(path);
  if (!stats || !note) return !stats && !note;
  if (note.stamp !== undefined && note.stamp === stampOf(stats)) return true;
  if (note.digest === undefined) return true;
  if (note.size !== stats.size) return false;
  try {
    return digestOf(readText(path)) === note.digest;
  } catch {
    return false;
  }
}

function stampOf({ dev, ino, size, mtimeMs, ctimeMs }: Stats): string {
  return `${dev} ${ino} ${size} ${mtimeMs} ${ctimeMs}`;
}

function digestOf(text: string): string {
  return nodeModule('node:crypto').hash('sha1', encodeText(text), 'base64');
}
