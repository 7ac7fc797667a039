import { sizeText } from './size-text.ts';

/**
 * Numbers the blocks of a heap from 1, in the order of their calls, and writes the lines. An address that it
 * does not know belongs to a block from before the recording.
 */
export class Recorder {
  readonly #write: (line: string) => void;
  readonly #ids = new Map<number, number>();
  #last = 0;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  malloc(mem: number, bytes: number): void {
    const id = this.#add(mem);
    this.#write(`m ${id} ${sizeText(bytes, mem !== 0)}`);
  }

  calloc(mem: number, elements: number, bytes: number): void {
    const id = this.#add(mem);
    this.#write(`c ${id} ${sizeText(elements, mem !== 0)} ${sizeText(bytes, mem !== 0)}`);
  }

  memalign(mem: number, alignment: number, bytes: number): void {
    const id = this.#add(mem);
    this.#write(`a ${id} ${sizeText(alignment, mem !== 0)} ${sizeText(bytes, mem !== 0)}`);
  }

  /** In the trace, realloc() of a block from before the recording allocates a new block. */
  realloc(mem: number, old: number, bytes: number): void {
    const oldId = this.#ids.get(old);
    if (oldId === undefined) {
      this.malloc(mem, bytes);
      return;
    }
    if (mem !== 0) this.#ids.delete(old);
    const id = this.#add(mem);
    this.#write(`r ${id} ${oldId} ${sizeText(bytes, mem !== 0)}`);
  }

  /** free() of a block from before the recording is not recorded. */
  free(mem: number): void {
    const id = this.#ids.get(mem);
    if (id === undefined) return;
    this.#ids.delete(mem);
    this.#write(`f ${id}`);
  }

  /** A new heap begins: the blocks of the old one are gone. */
  freeAll(): void {
    for (const mem of this.#ids.keys()) this.free(mem);
  }

  /** The number of the block that a call returned. */
  #add(mem: number): number {
    // Two blocks cannot have the same address, so the program has made another heap.
    this.free(mem);
    this.#last += 1;
    if (mem !== 0) this.#ids.set(mem, this.#last);
    return this.#last;
  }
}
