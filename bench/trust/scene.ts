import { checkedView, Memcheck } from '../../src/memcheck/index.ts';
import type { Allocator } from '../../test/support/allocator.ts';
import { HeapError } from '../../test/support/heap-error.ts';
import {
  checkHeap,
  heapView,
  type HeapChunk,
  type HeapView,
} from '../../test/support/heap-walker.ts';
import type { Column } from './column.ts';

const START = 0x10000;
const SIZE = 0x10000;
const GUARD = 0x5e;
/** Rounds of loops that no correct sequence of the calls here comes near. */
const MAX_ROUNDS = 1_000_000;

/** The request that fills a chunk of 32 bytes. */
export const BLOCK = 28;
const BYSTANDERS = 12;

/** A loop that does not end. */
export class EndlessLoop extends Error {}

let rounds = 0;
Object.assign(globalThis, {
  countRound() {
    rounds += 1;
    if (rounds > MAX_ROUNDS) throw new EndlessLoop();
    return true;
  },
});

/** A block that the program thinks it has. */
export interface Block {
  readonly address: number;
  readonly bytes: number;
}

/**
 * A new heap, the program that uses it, and what was reported to it. Blocks of bystanders lie before and after
 * those of the attack. Bytes outside of the region have a known value.
 */
export class Scene {
  readonly heap: Allocator;
  /** Mistakes that were reported, not thrown. */
  told = 0;
  readonly #memory = new ArrayBuffer(START + SIZE + START);
  readonly #bytes = new Uint8Array(this.#memory);
  readonly #program: DataView;
  readonly #view: HeapView;
  readonly #held = new Map<Block, Uint8Array>();
  #mark = 0;

  constructor({ watcher, layout }: Column, heap: Allocator) {
    rounds = 0;
    this.heap = heap;
    this.#bytes.fill(GUARD);
    const tell = () => {
      this.told += 1;
    };
    if (watcher === 'mcheck') heap.mcheck(tell);
    if (watcher === 'pedantic') heap.mcheck_pedantic(tell);
    if (watcher === 'memcheck') {
      const checker = new Memcheck({ onError: tell });
      heap.set_valgrind(checker);
      this.#program = checkedView(this.#memory, checker);
    } else {
      this.#program = new DataView(this.#memory);
    }
    heap.mem_malloc_init(this.#memory, START, SIZE);
    this.#view = heapView(heap, this.#memory, layout);
    this.#bystanders();
  }

  /** Blocks side by side, with bystanders around them. */
  row(...sizes: readonly number[]): readonly Block[] {
    const blocks = sizes.map((bytes) => this.hold(bytes));
    this.#bystanders();
    return blocks;
  }

  #bystanders(): void {
    for (let i = 0; i < BYSTANDERS; i += 1) this.hold(BLOCK);
  }

  /** The program allocates a block, and fills it. */
  hold(bytes: number): Block {
    return this.adopt(this.heap.malloc(bytes), bytes);
  }

  /** A call gave the program a block of `bytes` bytes, unless `address` is 0. The program fills it. */
  adopt(address: number, bytes: number): Block {
    const block = { address, bytes };
    if (address === 0) return block;
    this.#mark = (this.#mark + 1) & 0x7f;
    const length = Math.min(bytes, SIZE);
    for (let i = 0; i < length && address + i < this.#bytes.length; i += 1) {
      this.#program.setUint8(address + i, this.#mark | 0x80);
    }
    this.#keep(block);
    return block;
  }

  #keep(block: Block): void {
    this.#held.set(block, this.#bytes.slice(block.address, block.address + block.bytes));
  }

  /** The program writes words into a block that it has. */
  fill(block: Block, words: readonly number[]): void {
    words.forEach((word, i) => this.#program.setInt32(block.address + i * 4, word, true));
    this.#keep(block);
  }

  /** The program frees a block that it has. */
  free(block: Block): void {
    this.drop(block);
    this.heap.free(block.address);
  }

  /** The program has a block no longer. */
  drop(block: Block): void {
    this.#held.delete(block);
  }

  get held(): readonly Block[] {
    return [...this.#held.keys()];
  }

  /** The program writes some bytes, wherever they are. */
  write(address: number, length: number, value = 0x41): void {
    for (let i = 0; i < length; i += 1) this.#program.setUint8(address + i, value);
  }

  writeWord(address: number, word: number): void {
    this.#program.setInt32(address, word, true);
  }

  read(address: number, length: number): void {
    for (let i = 0; i < length; i += 1) this.#program.getUint8(address + i);
  }

  /** The chunk that a block is in, or was. */
  chunkOf({ address }: Block): HeapChunk {
    const chunk = checkHeap(this.#view).findLast(({ mem }) => mem <= address);
    if (chunk === undefined) throw new HeapError(`no chunk at 0x${address.toString(16)}`);
    return chunk;
  }

  topChunk(): HeapChunk {
    return checkHeap(this.#view).find(({ state }) => state === 'top')!;
  }

  /** What is wrong with the heap or the blocks of the program now, which the program does not see. */
  fault(): string | undefined {
    try {
      checkHeap(this.#view);
    } catch (error) {
      if (error instanceof HeapError) return error.message;
      throw error;
    }
    const outside = (byte: number) => byte !== GUARD;
    if (this.#bytes.subarray(0, START).some(outside)) return 'bytes before the heap were written';
    if (this.#bytes.subarray(START + SIZE).some(outside))
      return 'bytes after the heap were written';
    return this.#blocksFault();
  }

  #blocksFault(): string | undefined {
    let end = this.heap.mem_malloc_start;
    for (const block of this.held.toSorted((a, b) => a.address - b.address)) {
      if (block.address < end) return 'two blocks share bytes';
      end = block.address + Math.max(block.bytes, 1);
      if (end > this.heap.mem_malloc_end) return 'a block reaches past the end of the heap';
      if (this.heap.malloc_usable_size(block.address) < block.bytes) return 'a block is too small';
      const kept = this.#held.get(block)!;
      if (kept.some((byte, i) => byte !== this.#bytes[block.address + i])) {
        return 'the bytes of a block were changed';
      }
    }
    return undefined;
  }
}
