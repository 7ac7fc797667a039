import { readFileSync } from 'node:fs';

import type { Trace } from '../traces.ts';
import { replay, type Heap } from './replay.ts';

/** A loop that makes the calls of one trace, and its table of blocks. */
export interface Loop {
  readonly blocks: Int32Array;
  run(): void;
}

/** What makes a loop around a heap. */
export type LoopMaker = (heap: Heap) => Loop;

const PAGE = 65536;

/** The types of Node.js have no value WebAssembly. */
const { WebAssembly: wasm } = globalThis as unknown as {
  readonly WebAssembly: {
    compile(bytes: Uint8Array): Promise<object>;
    readonly Instance: new (module: object, imports: object) => { readonly exports: LoopExports };
  };
};

interface LoopExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  replay(words: number, end: number, blocks: number): void;
}

/** The loop as JavaScript. */
export function scriptLoop(trace: Trace): LoopMaker {
  const blocks = new Int32Array(trace.blocks);
  return (heap) => ({ blocks, run: () => replay(heap, trace, blocks) });
}

/** The loop as WebAssembly, in a memory of its own: a heap that is WebAssembly too is called without JavaScript between. */
export async function moduleLoop(file: string, trace: Trace): Promise<LoopMaker> {
  const module = await wasm.compile(readFileSync(file));
  return ({ malloc, free, realloc, calloc, memalign }) => {
    const loop = { malloc, free, realloc, calloc, memalign };
    const { memory, replay: replayed } = new wasm.Instance(module, { loop }).exports;
    const words = memory.buffer.byteLength;
    const end = words + trace.words.byteLength;
    memory.grow(Math.ceil((trace.words.byteLength + trace.blocks * 4) / PAGE));
    new Int32Array(memory.buffer, words, trace.words.length).set(trace.words);
    const blocks = new Int32Array(memory.buffer, end, trace.blocks);
    return { blocks, run: () => replayed(words, end, end) };
  };
}
