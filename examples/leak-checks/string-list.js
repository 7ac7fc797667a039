import { heap, memory } from './heap.js';

/** A list of strings in the heap, each after its length. */
export class StringList {
  #strings = [];

  add(text) {
    const bytes = new TextEncoder().encode(text);
    const block = heap.malloc(4 + bytes.length);
    if (block === 0) throw new Error('out of memory');
    new Uint32Array(memory, block, 1)[0] = bytes.length;
    new Uint8Array(memory, block + 4).set(bytes);
    this.#strings.push(block);
  }

  get(index) {
    const block = this.#strings[index];
    const [length] = new Uint32Array(memory, block, 1);
    return new TextDecoder().decode(new Uint8Array(memory, block + 4, length));
  }

  /** Frees the strings. Call it when the list is no longer needed. */
  destroy() {
    for (const block of this.#strings) heap.free(block);
    this.#strings = [];
  }
}
