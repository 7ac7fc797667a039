import { UsageError } from '../usage-error.ts';

/** A smaller heap has no room for static data and a chunk in any variant. */
const LEAST_HEAP = 4096;
export const MOST_HEAP = 0xf000_0000;

/** Reads `--heap 0x100000`. Throws {@link UsageError}. */
export function readHeapLength(text: string): number {
  const bytes = /^(0x[\da-f]+|\d+)$/i.test(text) ? Number(text) : Number.NaN;
  if (bytes >= LEAST_HEAP && bytes <= MOST_HEAP) return bytes;
  throw new UsageError(
    `--heap ${text}: write a number of bytes from ${LEAST_HEAP} to 0x${MOST_HEAP.toString(16)}, such as 0x100000.`,
  );
}
