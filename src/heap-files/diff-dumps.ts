import { byCaller, type CallerTotal } from './by-caller.ts';
import type { HeapDump, UsedChunk } from './parse-dump.ts';

/** Chunks that only one of two dumps has. */
export interface ChunkList {
  readonly count: number;
  /** Bytes of the chunks, overhead included. */
  readonly bytes: number;
  readonly callers: readonly CallerTotal[];
  /** By address. */
  readonly chunks: readonly UsedChunk[];
}

export interface DumpDifference {
  /** In use after, and not before. */
  readonly added: ChunkList;
  /** In use before, and not after. */
  readonly removed: ChunkList;
}

/**
 * Compares two dumps of a heap. A chunk is the same when address, size and caller are: one that was freed
 * and allocated again by another caller went, and is new.
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
