/** A block that was allocated while the log ran. */
export interface LoggedBlock {
  readonly address: number;
  readonly size: number;
  readonly caller: string;
  /** The entry that allocated it. */
  readonly seq: number;
}

/**
 * Follows the entries of a log, and knows which blocks are allocated after each.
 *
 * An entry of realloc() has the new address and the old size, but not the old address. If the block moved,
 * it was one of the blocks of that size. This class takes the oldest of them, and exchanges it for another
 * one when a later entry shows that it is still there, or that the other one is not.
 */
export class LiveBlocks {
  readonly #live = new Map<number, LoggedBlock>();
  /** Blocks that a realloc() seems to have moved, by their old address, with the number of its entry. */
  readonly #moved = new Map<number, { readonly block: LoggedBlock; readonly at: number }>();
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  get count(): number {
    return this.#live.size;
  }

  /** In the order of their allocation. */
  get all(): readonly LoggedBlock[] {
    return [...this.#live.values()].toSorted((a, b) => a.seq - b.seq);
  }

  add(block: LoggedBlock): void {
    const there = this.#live.get(block.address);
    // Two blocks cannot have the same address, so the other one is gone.
    if (there !== undefined) this.#gone(there);
    this.#moved.delete(block.address);
    this.#live.set(block.address, block);
    this.#bytes += block.size;
  }

  /** @returns whether the log has the entry that allocated the block */
  free(address: number): boolean {
    const block = this.#live.get(address);
    if (block !== undefined) {
      this.#remove(block);
      return true;
    }
    const moved = this.#moved.get(address);
    if (moved === undefined) return false;
    this.#moved.delete(address);
    this.#moveAnother(moved);
    return true;
  }

  resize(block: LoggedBlock, oldSize: number): void {
    const there = this.#live.get(block.address);
    if (there?.size === oldSize) {
      this.#remove(there);
    } else {
      const moved = this.#moved.get(block.address);
      if (moved?.block.size === oldSize) {
        this.#moved.delete(block.address);
        this.#moveAnother(moved);
      } else {
        const candidate = this.all.find(({ size }) => size === oldSize);
        if (candidate !== undefined) {
          this.#remove(candidate);
          this.#moved.set(candidate.address, { block: candidate, at: block.seq });
        }
      }
    }
    this.add(block);
  }

  /** A block that seemed to have moved is still there: the realloc() moved another one of its size. */
  #moveAnother({ block, at }: { readonly block: LoggedBlock; readonly at: number }): void {
    const other = this.all.find(({ size, seq }) => size === block.size && seq < at);
    if (other === undefined) return;
    this.#remove(other);
    this.#moved.set(other.address, { block: other, at });
  }

  /** A block is gone that no entry frees: a realloc() moved it instead of the block that was taken for it. */
  #gone(block: LoggedBlock): void {
    this.#remove(block);
    for (const { block: other, at } of this.#moved.values()) {
      if (other.size !== block.size || at < block.seq || this.#live.has(other.address)) continue;
      this.#moved.delete(other.address);
      this.#live.set(other.address, other);
      this.#bytes += other.size;
      return;
    }
  }

  #remove(block: LoggedBlock): void {
    this.#live.delete(block.address);
    this.#bytes -= block.size;
  }
}
