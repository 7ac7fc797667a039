/*
 * What is known of each byte of a memory, one byte of shadow for each, in pages of 64 KiB. A page of which
 * nothing else is known is shared by all such pages, until a part of it changes; so a pool of gigabytes
 * costs an entry for each page.
 */

/** Memory that nobody said anything of counts as written. */
export const DEFINED = 0;
/** May be written, and must be before it is read. */
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

  get(address: number): ByteState {
    return this.#page(address)[address % PAGE_SIZE] as ByteState;
  }

  /** Sets the bytes from `from` up to `to`. */
  fill(from: number, to: number, state: ByteState): void {
    for (let at = from; at < to;) {
      const index = Math.floor(at / PAGE_SIZE);
      const end = Math.min(to, (index + 1) * PAGE_SIZE);
      if (end - at === PAGE_SIZE) this.#pages[index] = this.#uniformPage(state);
      else this.#ownPage(index).fill(state, at % PAGE_SIZE, end - index * PAGE_SIZE);
      at = end;
    }
  }

  /** Gives the bytes from `to` on the states of those from `from` on; the two may overlap. */
  copy(to: number, from: number, size: number): void {
    const states = Uint8Array.from({ length: size }, (_, i) => this.get(from + i));
    for (let i = 0; i < size; i += 1) {
      this.#ownPage(Math.floor((to + i) / PAGE_SIZE))[(to + i) % PAGE_SIZE] = states[i] ?? DEFINED;
    }
  }

  /** The first byte from `from` up to `to` whose state is at least `state`; -1 if there is none. */
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

  /** The page, no longer shared. */
  #ownPage(index: number): Uint8Array {
    let page = this.#pages[index] ?? this.#uniformPage(DEFINED);
    if (this.#uniform.includes(page)) {
      page = page.slice();
      this.#pages[index] = page;
    }
    return page;
  }
}
