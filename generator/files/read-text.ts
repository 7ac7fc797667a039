import { decodeBytes } from '../text/bytes.ts';
import { mayNeverEnd } from './may-never-end.ts';
import { nodeModule } from './node.ts';

/**
 * Reads a file as {@link decodeBytes} does.
 *
 * @throws what Node.js throws for a file that cannot be read, and an Error for what may never end.
 */
export function readText(path: string): string {
  const endless = mayNeverEnd(path);
  if (endless !== undefined) throw new Error(`it is a ${endless}, and may never end`);
  return readRegularText(path);
}

/** The same for what is known to be a regular file. */
export function readRegularText(path: string): string {
  const { readFileSync } = nodeModule('node:fs');
  const text = readFileSync(path, 'utf8');
  if (!text.includes('\uFFFD')) return text;
  const bytes = readFileSync(path);
  // A pipe is empty the second time.
  return bytes.length > 0 ? decodeBytes(bytes) : text;
}

/** The bytes of a regular file; undefined for anything else, and for what cannot be looked at. */
export function fileSize(path: string): number | undefined {
  try {
    const stats = nodeModule('node:fs').statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() ? stats.size : undefined;
  } catch {
    return undefined;
  }
}

/** The names in a folder, without an order; none for what is not a folder. */
export function namesIn(folder: string): readonly string[] {
  try {
    return nodeModule('node:fs').readdirSync(folder);
  } catch {
    return [];
  }
}
