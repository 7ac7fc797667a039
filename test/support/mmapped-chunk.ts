import { HeapError } from './heap-error.ts';
import { wordAt, type HeapChunk, type HeapView } from './heap-walker.ts';

export interface MmappedChunk extends HeapChunk {
  /** First byte and length of the mapping. */
  readonly base: number;
  readonly length: number;
}

const PAGE = 4096;

/**
 * Reads the chunk of a block with memory of its own: the word before the head says where the mapping
 * begins, the head has no bits, and a fencepost and a head of 0 follow, in a mapping of whole pages.
 * @throws HeapError
 */
export function readMmappedChunk(view: HeapView, mem: number): MmappedChunk {
  const { words, layout, origin } = view;
  const { sizeT } = layout;
  const head = wordAt(view, mem) - sizeT;
  const at = `the block ${String(mem)}`;
  if (layout.state.releaseChecks === undefined) throw new HeapError(`${at} got lost`);
  const size = (words[head] ?? Number.NaN) >>> 0;
  if (size % 8 !== 0) throw new HeapError(`${at} got lost: bits in its head`);
  const offset = (words[head - sizeT] ?? Number.NaN) >>> 0;
  const end = head + size / 4;
  if (words[end] !== sizeT * 4 + 3) throw new HeapError(`${at}: no fencepost behind it`);
  if (words[end + sizeT] !== 0) throw new HeapError(`${at}: no head of 0 behind the fencepost`);
  if (sizeT === 2) {
    for (const low of [head - 2, head, end, end + 2]) {
      if (words[low + 1] !== 0) throw new HeapError(`${at}: an upper half`);
    }
  }
  const base = origin + (head - sizeT) * 4 - offset;
  const length = offset + size + 4 * sizeT * 4;
  if (base % PAGE !== 0 || length % PAGE !== 0)
    throw new HeapError(`${at}: its mapping does not consist of pages`);
  return { head, mem, size, state: 'used', base, length };
}
