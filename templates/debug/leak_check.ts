import { chunk2mem, chunk_words, cinuse } from '../chunk/chunk.ts';
import { block_in_chunk } from '../mcheck/registry.ts';
import { follow_blocks } from '../mcheck/adopt.ts';
import { caller_of } from '../mcheck/header.ts';
import { MCHECK } from '../options/options.ts';
import { hex, print_line, type Print } from '../host/print.ts';
import { lock, unlock } from '../memory/lock.ts';
import type { Chunk, Mem } from '../options/types.ts';
import { walk_heap } from '../allocator/dlmalloc-2.8.6/walk.ts';

/** The chunks that were in use when malloc_leak_check_start() was called, kept outside the heap. */
export interface MallocLeakSnap {
  /** The addresses of their blocks. */
  readonly addr: ReadonlySet<Mem>;
  /** How many there were. */
  readonly count: number;
}

/** A chunk in use, as a dump shows it. */
export interface MallocLeak {
  /** Where the chunk's block starts. With mcheck the user's block starts behind a header. */
  readonly address: Mem;
  /** Bytes of the chunk, overhead included. */
  readonly size: number;
  /** Who allocated it, where that is known; else ''. */
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

/** Notes which chunks are in use. */
export function malloc_leak_check_start(): MallocLeakSnap {
  const addr = new Set<Mem>();
  for_each_used((p) => addr.add(chunk2mem(p)));
  return { addr, count: addr.size };
}

/** The chunks in use now that were not when the snapshot was taken, by address in each segment. */
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
 * The user's block in a chunk, which starts behind mcheck's header. malloc_usable_size() returns how many
 * bytes the user asked for.
 */
export function malloc_leak_check_mem(leak: MallocLeak): Mem {
  return block_in_chunk(leak.address, leak.size) || leak.address;
}

/** How many chunks are in use now that were not when the snapshot was taken. */
export function malloc_leak_check_count(snap: MallocLeakSnap): number {
  return malloc_leak_check_list(snap).length;
}

/**
 * Prints a line for each chunk that was allocated since the snapshot: address and size in hex, caller.
 * @returns how many there are
 */
export function malloc_leak_check_end(snap: MallocLeakSnap, print: Print = print_line): number {
  const found = malloc_leak_check_list(snap);
  for (const leak of found) {
    print(`  ${hex(leak.address, 0)} ${hex(leak.size, 0)} ${leak.caller}`.trimEnd());
  }
  return found.length;
}
