import { chunk2mem, chunk_words, cinuse } from '../chunk/chunk.ts';
import { block_in_chunk } from '../mcheck/registry.ts';
import { follow_blocks } from '../mcheck/adopt.ts';
import { caller_of } from '../mcheck/header.ts';
import { MCHECK } from '../options/options.ts';
import { hex, print_line, type Print } from '../host/print.ts';
import { lock, unlock } from '../memory/lock.ts';
import type { Chunk, Mem } from '../options/types.ts';
import { walk_heap } from '../allocator/dlmalloc-2.8.6/walk.ts';

/** The chunks in use when malloc_leak_check_start() was called. The snapshot is outside the heap. */
export interface MallocLeakSnap {
  /** The addresses of their blocks. */
  readonly addr: ReadonlySet<Mem>;
  /** The number of chunks. */
  readonly count: number;
}

/** A chunk that is in use, as in a dump. */
export interface MallocLeak {
  /** Address of the chunk's block. With mcheck, the user's block starts after a header. */
  readonly address: Mem;
  /** Bytes of the chunk, including overhead. */
  readonly size: number;
  /** The functions that allocated it; '' if unknown. */
  readonly caller: string;
}

function for_each_used(visit: (p: Chunk) => void): void {
  lock();
  try {
    if (MCHECK) follow_blocks();
    walk_heap((p) => {
      if (cinuse(p)) visit(p);
    });
  } finally {
    unlock();
  }
}

/** Takes a snapshot of the chunks that are in use. */
export function malloc_leak_check_start(): MallocLeakSnap {
  const addr = new Set<Mem>();
  for_each_used((p) => addr.add(chunk2mem(p)));
  return { addr, count: addr.size };
}

/** The chunks that are in use now but were not in use at the snapshot, by address in each segment. */
export function malloc_leak_check_list(snap: MallocLeakSnap): MallocLeak[] {
  const found: MallocLeak[] = [];
  for_each_used((p) => {
    const address = chunk2mem(p);
    if (snap.addr.has(address)) return;
    const size = chunk_words(p) * 4;
    let caller = '';
    if (MCHECK) {
      const mem = block_in_chunk(address, size);
      if (mem !== 0) caller = caller_of(mem);
    }
    found.push({ address, size, caller });
  });
  return found;
}

/**
 * The user's block in a chunk, which starts after mcheck's header. malloc_usable_size() returns how many
 * bytes the user asked for.
 */
export function malloc_leak_check_mem(leak: MallocLeak): Mem {
  lock();
  try {
    return block_in_chunk(leak.address, leak.size) || leak.address;
  } finally {
    unlock();
  }
}

/** The number of chunks that are in use now but were not in use at the snapshot. */
export function malloc_leak_check_count(snap: MallocLeakSnap): number {
  return malloc_leak_check_list(snap).length;
}

/**
 * Prints a line for each chunk that was allocated since the snapshot: address and size in hex, and its
 * caller.
 * @returns the number of these chunks
 */
export function malloc_leak_check_end(snap: MallocLeakSnap, print: Print = print_line): number {
  const found = malloc_leak_check_list(snap);
  for (const leak of found) {
    print(`  ${hex(leak.address, 0)} ${hex(leak.size, 0)} ${leak.caller}`.trimEnd());
  }
  return found.length;
}
