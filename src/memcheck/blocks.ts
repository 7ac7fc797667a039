import type { Stack } from './stack.ts';

export interface Block {
  readonly address: number;
  readonly size: number;
  readonly allocated: Stack;
  /** Where it was freed, if it was. */
  readonly freed?: Stack;
}

/** An address that is at most this many bytes away from a block is described by its distance from it. */
const NEAR = 64;

/** The blocks that are allocated, and the last ones that were freed. */
export class Blocks {
  readonly #live = new Map<number, Block>();
  readonly #freed: Block[] = [];
  readonly #keepFreed: number;

  /** @param keepFreed how many freed blocks to remember */
  constructor(keepFreed: number) {
    this.#keepFreed = keepFreed;
  }

  /** In the order of their allocation. */
  get live(): readonly Block[] {
    return [...this.#live.values()];
  }

  at(address: number): Block | undefined {
    return this.#live.get(address);
  }

  /** The last freed block that started here. */
  freedAt(address: number): Block | undefined {
    return this.#freed.findLast((block) => block.address === address);
  }

  /** Adds a block. It replaces one that starts at the same address. */
  add(block: Block): void {
    // A Map keeps the order of insertion, which must be the order of allocation.
    this.#live.delete(block.address);
    this.#live.set(block.address, block);
  }

  free(block: Block, freed: Stack): void {
    this.#live.delete(block.address);
    this.#freed.push({ ...block, freed });
    // Dropped in bulk, because dropping one at each free would move all others each time.
    if (this.#freed.length > 2 * this.#keepFreed) this.#freed.splice(0, this.#keepFreed);
  }

  /** Forgets all blocks that start between the two addresses. */
  forget(from: number, to: number): void {
    for (const address of this.#live.keys()) {
      if (address >= from && address < to) this.#live.delete(address);
    }
  }

  /**
   * Finds the block that an address belongs to: the one that holds it, otherwise the nearest one within
   * 64 bytes.
   * @param isFreed whether the memory there was freed and not allocated again
   */
  find(address: number, isFreed: boolean): Block | undefined {
    const live = () => nearest(this.#live.values(), address);
    const freed = () => nearest(this.#freed.toReversed(), address);
    return isFreed ? (freed() ?? live()) : (live() ?? freed());
  }
}

/** The first of the nearest blocks. */
function nearest(blocks: Iterable<Block>, address: number): Block | undefined {
  let found: Block | undefined;
  let distance = NEAR + 1;
  for (const block of blocks) {
    const away = distanceTo(block, address);
    if (away < distance) {
      found = block;
      distance = away;
    }
  }
  return found;
}

function distanceTo({ address, size }: Block, at: number): number {
  if (at < address) return address - at;
  return at < address + size ? 0 : at - (address + size) + 1;
}
