import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { HEAP_SIZE, HEAP_START, type Kind, type Open } from './contestant.ts';
import type { Heap } from './replay.ts';

/** Loads the module that was made for a contestant: ES module, WebAssembly, or `''` for a package. */
export function loadContestant(kind: Kind, file: string): Promise<Open> {
  return LOAD[kind](file);
}

const LOAD: Readonly<Record<Kind, (file: string) => Promise<Open>>> = {
  ours: loadVariant,
  wasm: loadWasm,
  tlsf: loadTlsf,
  c: loadC,
  'thi.ng': loadThiNg,
  loop: loadNothing,
};

interface Variant extends Heap {
  mem_malloc_init(memory: ArrayBuffer, start: number, size: number): void;
}

async function loadVariant(file: string): Promise<Open> {
  const variant = (await import(pathToFileURL(file).href)) as Variant;
  const { malloc, free, realloc, calloc, memalign } = variant;
  return () => {
    const memory = new ArrayBuffer(65536 + HEAP_SIZE);
    const reset = () => variant.mem_malloc_init(memory, HEAP_START, HEAP_SIZE);
    reset();
    return { malloc, free, realloc, calloc, memalign, alignment: 8, reset };
  };
}

interface WasmVariant extends Heap {
  mem_malloc_init(start: number, size: number): void;
}

/** malloc.wasm as a program in another language calls it: by its exports, without malloc.wasm.js, like C. */
async function loadWasm(file: string): Promise<Open> {
  const module = await WebAssembly.compile(readFileSync(file));
  const fails = () => {
    throw new Error('the region is outside the memory');
  };
  const functions = WebAssembly.Module.imports(module).filter(({ kind }) => kind === 'function');
  const throwing = Object.fromEntries(functions.map(({ name }) => [name, fails]));
  return () => {
    const memory = new WebAssembly.Memory({ initial: (65536 + HEAP_SIZE) / 65536 });
    const { exports } = new WebAssembly.Instance(module, { env: { memory, ...throwing } });
    const { malloc, free, realloc, calloc, memalign, mem_malloc_init } =
      exports as unknown as WasmVariant;
    const reset = () => mem_malloc_init(HEAP_START, HEAP_SIZE);
    reset();
    return { malloc, free, realloc, calloc, memalign, alignment: 8, reset };
  };
}

/** A function that makes instances of the module, each with a memory of its own. */
async function instances<Exports>(file: string): Promise<() => Exports> {
  const module = await WebAssembly.compile(readFileSync(file));
  const env = {
    abort() {
      throw new Error('TLSF aborted');
    },
  };
  return () => new WebAssembly.Instance(module, { env }).exports as Exports;
}

/**
 * TLSF has no way to forget all blocks, so they are freed one by one. It joins free neighbours at
 * once: what remains is one free block. The memory that it has grown to stays, which spares it growing.
 */
async function loadTlsf(file: string): Promise<Open> {
  const instantiate = await instances<Heap>(file);
  return () => {
    const { malloc, free, realloc, calloc } = instantiate();
    return {
      malloc,
      free,
      realloc,
      calloc,
      memalign: (_alignment, bytes) => malloc(bytes),
      alignment: 8,
      reset: (blocks) => blocks.forEach((block) => free(block)),
    };
  };
}

/** C dlmalloc, compiled by hand as docs/measuring.md says: `init()` makes an empty heap of HEAP_SIZE. */
async function loadC(file: string): Promise<Open> {
  const instantiate = await instances<Heap & { init(): void }>(file);
  return () => {
    const { malloc, free, realloc, calloc, memalign, init } = instantiate();
    init();
    return { malloc, free, realloc, calloc, memalign, alignment: 8, reset: () => init() };
  };
}

async function loadThiNg(): Promise<Open> {
  const { MemPool } = await import('@thi.ng/malloc');
  return () => {
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
  };
}

/** Takes no memory and knows no heap: what the replaying loop costs by itself. */
async function loadNothing(): Promise<Open> {
  let brk = 8;
  const malloc = (bytes: number) => {
    const mem = brk;
    brk = (brk + bytes + 7) & ~7;
    return mem;
  };
  const reset = () => void (brk = 8);
  return () => ({
    malloc,
    free: () => {},
    realloc: (mem) => mem,
    calloc: (count, bytes) => malloc(count * bytes),
    memalign: (_alignment, bytes) => malloc(bytes),
    alignment: 8,
    reset,
  });
}
