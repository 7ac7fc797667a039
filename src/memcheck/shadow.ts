/*
 * What is known about each byte of a memory: one byte of shadow for each byte, in pages of 64 KiB. All
 * pages whose bytes have one and the same state share one page until a part of them changes. So the
 * shadow of a pool of gigabytes costs one array entry per page.
 */

/** May be read and written. Memory that was never reported counts as this. */
export const DEFINED = 0;
/** May be written, and must be written before it is read. */
export const UNDEFINED = 1;
/** Belongs to no block. */
export const NOACCESS = 2;
/** Belongs to a block that was freed. */
export const FREED = 3;

export type ByteState = typeof DEFINED | typeof UNDEFINED | typeof NOACCESS | typeof FREED;

const PAGE_SHIFT = 16;
const PAGE_SIZE = 1 << PAGE_SHIFT;

export class Shadow {
  readonly #uniform: readonly Uint8Array[] = [DEFINED, UNDEFINED, NOACCESS, FREED].map((state) =>
    new Uint8Array(PAGE_SIZE).fill(state),
  );
  readonly #pages: Uint8Array[] = [];

  /** How many pages are not shared. Each takes 64 KiB. */
  get ownPages(): number {
    return this.#pages.filter((page) => !this.#uniform.includes(page)).length;
  }

  get(address: number): ByteState {
    return this.#page(address)[address % PAGE_SIZE] as ByteState;
  }

  /** Sets the state of the bytes from `from` up to, but not including, `to`. */
  fill(from: number, to: number, state: ByteState): void {
    for (let at = from; at < to;) {
      const index = Math.floor(at / PAGE_SIZE);
      const end = Math.min(to, (index + 1) * PAGE_SIZE);
      if (end - at === PAGE_SIZE) this.#pages[index] = this.#uniformPage(state);
      else this.#ownPage(index).fill(state, at % PAGE_SIZE, end - index * PAGE_SIZE);
      at = end;
    }
  }

  /** The states of `size` bytes, to be written back with put(). */
  states(address: number, size: number): Uint8Array {
    return Uint8Array.from({ length: size }, (_, i) => this.get(address + i));
  }

  put(address: number, states: Uint8Array): void {
    for (const [i, state] of states.entries()) {
      const at = address + i;
      this.#ownPage(Math.floor(at / PAGE_SIZE))[at % PAGE_SIZE] = state;
    }
  }

  /** Gives `size` bytes from `to` on the states of those from `from` on. The ranges may overlap. */
  copy(to: number, from: number, size: number): void {
    this.put(to, this.states(from, size));
  }

  /**
   * Finds the first byte from `from` up to, but not including, `to` whose state is at least `state`.
   * @returns -1 if there is none
   */
  find(from: number, to: number, state: ByteState): number {
    for (let at = from; at < to;) {
      const page = this.#page(at);
      const start = at - (at % PAGE_SIZE);
      const end = Math.min(to, start + PAGE_SIZE);
      if (page === this.#uniform[page[0] ?? DEFINED]) {
        if ((page[0] ?? DEFINED) >= state) return at;
      } else {
        for (let i = at - start; i < end - start; i += 1) {
          if ((page[i] ?? DEFINED) >= state) return start + i;
        }
      }
      at = end;
    }
    return -1;
  }

  #page(address: number): Uint8Array {
    return this.#pages[Math.floor(address / PAGE_SIZE)] ?? this.#uniformPage(DEFINED);
  }

  #uniformPage(state: ByteState): Uint8Array {
    return this.#uniform[state] as Uint8Array;
  }

  /** The page with that index, made this memory's own if it was shared. */
  #ownPage(index: number): Uint8Array {
    let page = this.#pages[index] ?? this.#uniformPage(DEFINED);
    if (this.#uniform.includes(page)) {
      page = page.slice();
      this.#pages[index] = page;
    }
    return page;
  }
}
