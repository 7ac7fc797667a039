import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { HEAP_SIZE, type Contestant, type Kind } from './contestant.ts';
import type { Heap } from './replay.ts';

/** Opens the module that was made for a contestant: ES module, WebAssembly, or `''` for a package. */
export function openContestant(kind: Kind, file: string): Promise<Contestant> {
  return OPEN[kind](file);
}

const OPEN: Readonly<Record<Kind, (file: string) => Promise<Contestant>>> = {
  ours: openVariant,
  tlsf: openTlsf,
  'thi.ng': openThiNg,
  loop: openNothing,
};

interface Variant extends Heap {
  mem_malloc_init(memory: ArrayBuffer, start: number, size: number): void;
}

async function openVariant(file: string): Promise<Contestant> {
  const variant = (await import(pathToFileURL(file).href)) as Variant;
  const memory = new ArrayBuffer(65536 + HEAP_SIZE);
  const { malloc, free, realloc, calloc, memalign } = variant;
  return {
    malloc,
    free,
    realloc,
    calloc,
    memalign,
    alignment: 8,
    reset: () => variant.mem_malloc_init(memory, 32768, HEAP_SIZE),
  };
}

/**
 * TLSF has no way to forget all blocks, so they are freed one by one. It joins free neighbours at
 * once: what remains is one free block. The memory that it has grown to stays, which spares it growing.
 */
async function openTlsf(file: string): Promise<Contestant> {
  const { instance } = await WebAssembly.instantiate(readFileSync(file), {
    env: {
      abort() {
        throw new Error('TLSF aborted');
      },
    },
  });
  const { malloc, free, realloc, calloc } = instance.exports as unknown as Heap;
  return {
    malloc,
    free,
    realloc,
    calloc,
    memalign: (_alignment, bytes) => malloc(bytes),
    alignment: 8,
    reset: (blocks) => blocks.forEach((block) => free(block)),
  };
}

async function openThiNg(): Promise<Contestant> {
  const { MemPool } = await import('@thi.ng/malloc');
  const pool = new MemPool({ size: HEAP_SIZE });
  const malloc = (bytes: number) => pool.malloc(bytes);
  return {
    malloc,
    free: (mem) => void pool.free(mem),
    realloc: (mem, bytes) => (mem === 0 ? pool.malloc(bytes) : pool.realloc(mem, bytes)),
    calloc: (count, bytes) => pool.calloc(count * bytes),
    memalign: (_alignment, bytes) => malloc(bytes),
    alignment: 8,
    reset: () => pool.freeAll(),
  };
}

/** Takes no memory and knows no heap: what the replaying loop costs by itself. */
async function openNothing(): Promise<Contestant> {
  let brk = 8;
  const malloc = (bytes: number) => {
    const mem = brk;
    brk = (brk + bytes + 7) & ~7;
    return mem;
  };
  return {
    malloc,
    free: () => {},
    realloc: (mem) => mem,
    calloc: (count, bytes) => malloc(count * bytes),
    memalign: (_alignment, bytes) => malloc(bytes),
    alignment: 8,
    reset: () => void (brk = 8),
  };
}
