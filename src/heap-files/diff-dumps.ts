import { byCaller, type CallerTotal } from './by-caller.ts';
import type { HeapDump, UsedChunk } from './parse-dump.ts';

/** Chunks that are in only one of two dumps. */
export interface ChunkList {
  readonly count: number;
  /** Bytes of the chunks, including their overhead. */
  readonly bytes: number;
  readonly callers: readonly CallerTotal[];
  /** Sorted by address. */
  readonly chunks: readonly UsedChunk[];
}

export interface DumpDifference {
  /** Chunks in use in the second dump only. */
  readonly added: ChunkList;
  /** Chunks in use in the first dump only. */
  readonly removed: ChunkList;
}

/**
 * Compares two dumps of a heap. Two chunks are the same if address, size and caller are. So a chunk that was
 * freed and allocated again by another caller is both removed and added.
 */
export function diffDumps(before: HeapDump, after: HeapDump): DumpDifference {
  return { added: only(after, before), removed: only(before, after) };
}

function only(ours: HeapDump, theirs: HeapDump): ChunkList {
  const known = new Set(theirs.used.map(identity));
  const chunks = ours.used
    .filter((chunk) => !known.has(identity(chunk)))
    .toSorted((a, b) => a.address - b.address);
  return {
    count: chunks.length,
    bytes: chunks.reduce((sum, { size }) => sum + size, 0),
    callers: byCaller(chunks),
    chunks,
  };
}

function identity({ address, size, caller }: UsedChunk): string {
  return `${address} ${size} ${caller}`;
}
