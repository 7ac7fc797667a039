import { chunk2mem, chunk_words, cinuse } from '../chunk/chunk.ts';
import { top } from '../allocator/dlmalloc-2.8.6/malloc_state.ts';
import { first_chunk_from } from '../allocator/dlmalloc-2.8.6/top.ts';
import { print_to_file } from '../host/file.ts';
import { block_in_chunk } from '../mcheck/registry.ts';
import { follow_blocks } from '../mcheck/adopt.ts';
import { freed_caller } from '../mcheck/check.ts';
import { caller_of } from '../mcheck/header.ts';
import { MCHECK } from '../options/options.ts';
import { mem_malloc_end, mem_malloc_start } from '../memory/pool.ts';
import { hex, print_line, type Print } from '../host/print.ts';
import { lock, unlock } from '../memory/lock.ts';
import type { Chunk, Mem } from '../options/types.ts';
import { for_each_segment, walk_segment } from '../allocator/dlmalloc-2.8.6/walk.ts';

const RULE = '----------------------------------';

function row(address: Mem, size: string, status: string): string {
  return `${hex(address, 12)}  ${size.padStart(10)}  ${status}`.trimEnd();
}

/** The label of a chunk in use: only with mcheck, with its caller. */
function used_status(p: Chunk): string {
  if (!MCHECK) return '';
  const mem = block_in_chunk(chunk2mem(p), chunk_words(p) * 4);
  return mem === 0 ? '' : `used  ${caller_of(mem)}`;
}

/** The label of a free chunk: with mcheck, the caller of the block that began there, if it is left. */
function free_status(p: Chunk): string {
  return MCHECK ? `<free>  ${freed_caller(chunk2mem(p), chunk_words(p) * 4)}` : '<free>';
}

/**
 * Prints a line for each chunk of the heap: the address of its block and its size with overhead, both
 * in hex, and whether it is free. It allocates nothing in the heap.
 * @param print takes the lines; by default they go to the console
 */
export function malloc_dump(print: Print = print_line): void {
  if (mem_malloc_end === 0) {
    print('dlmalloc not initialized');
    return;
  }
  lock();
  try {
    if (MCHECK) follow_blocks();
    print_heap(print);
  } finally {
    unlock();
  }
}

function print_heap(print: Print): void {
  let used = 0;
  let used_count = 0;
  let free = chunk_words(top()) * 4;
  let free_count = 0;
  print(`Heap dump: ${hex(mem_malloc_start, 0)} - ${hex(mem_malloc_end, 0)}`);
  print(`${'Address'.padStart(12)}  ${'Size'.padStart(10)}  Status`);
  print(RULE);
  for_each_segment((base) => {
    const header = chunk2mem(first_chunk_from(base)) - base;
    print(row(base, hex(header, 0), '(chunk header)'));
    const bad = walk_segment(base, (p) => {
      const bytes = chunk_words(p) * 4;
      if (cinuse(p)) {
        used += bytes;
        used_count += 1;
      } else {
        free += bytes;
        free_count += 1;
      }
      print(row(chunk2mem(p), hex(bytes, 0), cinuse(p) ? used_status(p) : free_status(p)));
    });
    if (bad !== 0) print(row(chunk2mem(bad), '', '(damaged: what follows cannot be read)'));
  });
  print(row(chunk2mem(top()), hex(chunk_words(top()) * 4, 0), 'top'));
  print(row(mem_malloc_end, '', 'end'));
  print(RULE);
  print(`Used: ${hex(used, 0)} bytes in ${used_count} chunks`);
  print(`Free: ${hex(free, 0)} bytes in ${free_count} chunks + top`);
}

/**
 * Writes what malloc_dump() prints to a file of the host.
 * @returns 0
 * @throws Error if the host has no files, or the file cannot be written
 */
export function malloc_dump_to_file(fname: string): number {
  return print_to_file(fname, malloc_dump);
}
