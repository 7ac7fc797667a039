/** Integers that are kept before they are given away: 64 KiB. */
const ROOM = 1 << 14;

/** A list of 32-bit integers that grows at its end, of which only the last ones are in memory. */
export class IntList {
  /** The last integers, and room for more. Others after an `extend`. */
  ints: Int32Array;
  /** How many of `ints` are in use. */
  #used = 0;
  /** How many came before those. */
  #given = 0;
  readonly #give: (ints: Int32Array) => void;

  /** @param give takes the integers, in order; it must have read them when it returns. */
  constructor(give: (ints: Int32Array) => void, room = ROOM) {
    this.#give = give;
    this.ints = new Int32Array(room);
  }

  /** Makes room for `count` at the end, and gives the place of the first among `ints`, for the caller to write them. */
  extend(count: number): number {
    if (this.#used + count > this.ints.length) {
      this.finish();
      if (count > this.ints.length) this.ints = new Int32Array(count);
    }
    const at = this.#used;
    this.#used += count;
    return at;
  }

  /** The place in the whole list of what is at a place among `ints`. */
  placeOf(at: number): number {
    return this.#given + at;
  }

  push(value: number): void {
    const at = this.extend(1);
    this.ints[at] = value;
  }

  /** Gives away what is left. */
  finish(): void {
    if (this.#used > 0) this.#give(this.ints.subarray(0, this.#used));
    this.#given += this.#used;
    this.#used = 0;
  }
}
