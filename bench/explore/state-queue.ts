const CHUNK = 2 ** 21;

/**
 * States that wait to be visited, first in, first out. A state is some words, of which only those are kept that
 * differ from `base`; and, for as long as the queue lives, the state and the call that it came from.
 */
export class StateQueue {
  readonly #base: Int32Array;
  readonly #chunks: (Uint16Array | undefined)[] = [];
  #writeChunk = -1;
  #writeAt = CHUNK;
  #readChunk = 0;
  #readAt = 0;
  #parents = new Uint32Array(2 ** 16);
  #calls = new Uint16Array(2 ** 16);
  /** States that were added. They are numbered from 0. */
  added = 0;
  /** States that were taken. */
  taken = 0;

  constructor(base: Int32Array) {
    this.#base = base;
  }

  add(state: Int32Array, parent: number, call: number): void {
    if (this.added === this.#parents.length) this.#grow();
    this.#parents[this.added] = parent;
    this.#calls[this.added] = call;
    this.added += 1;
    // At most three units for each word, and one for their number.
    if (this.#writeAt + state.length * 3 + 1 > CHUNK) this.#nextChunk();
    const chunk = this.#chunks[this.#writeChunk]!;
    const countAt = this.#writeAt;
    let at = countAt + 1;
    let count = 0;
    for (let i = 0; i < state.length; i += 1) {
      const word = state[i]!;
      if (word === this.#base[i]) continue;
      count += 1;
      if (word >>> 0 < 2 ** 16) {
        chunk[at] = i;
        chunk[at + 1] = word;
        at += 2;
      } else {
        chunk[at] = i | 0x8000;
        chunk[at + 1] = word;
        chunk[at + 2] = word >>> 16;
        at += 3;
      }
    }
    chunk[countAt] = count;
    this.#writeAt = at;
  }

  /** Writes the next state to `state`. @returns its number, or -1 if there is none */
  take(state: Int32Array): number {
    if (this.taken === this.added) return -1;
    let chunk = this.#chunks[this.#readChunk]!;
    // 0xffff in place of a number means that the chunk ends here.
    if (this.#readAt >= CHUNK || chunk[this.#readAt] === 0xffff) {
      this.#chunks[this.#readChunk] = undefined;
      this.#readChunk += 1;
      this.#readAt = 0;
      chunk = this.#chunks[this.#readChunk]!;
    }
    state.set(this.#base);
    let at = this.#readAt + 1;
    for (let count = chunk[this.#readAt]!; count > 0; count -= 1) {
      const i = chunk[at]!;
      if (i & 0x8000) {
        state[i & 0x7fff] = chunk[at + 1]! | (chunk[at + 2]! << 16);
        at += 3;
      } else {
        state[i] = chunk[at + 1]!;
        at += 2;
      }
    }
    this.#readAt = at;
    this.taken += 1;
    return this.taken - 1;
  }

  /** The numbers of the calls that lead to a state, the first one first. */
  callsTo(state: number): readonly number[] {
    const calls = [];
    for (; state > 0; state = this.#parents[state]!) calls.push(this.#calls[state]!);
    return calls.toReversed();
  }

  #nextChunk(): void {
    const full = this.#chunks[this.#writeChunk];
    if (full && this.#writeAt < CHUNK) full[this.#writeAt] = 0xffff;
    this.#chunks.push(new Uint16Array(CHUNK));
    this.#writeChunk += 1;
    this.#writeAt = 0;
  }

  #grow(): void {
    const parents = new Uint32Array(this.#parents.length * 2);
    const calls = new Uint16Array(parents.length);
    parents.set(this.#parents);
    calls.set(this.#calls);
    this.#parents = parents;
    this.#calls = calls;
  }
}
