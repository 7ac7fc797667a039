/** A list of 32-bit integers that grows at its end. */
export class IntList {
  /** How many of `ints` are in use. */
  length = 0;
  /** The integers, and room for more. Another array after every `extend`. */
  ints: Int32Array;

  constructor(capacity: number) {
    this.ints = new Int32Array(capacity);
  }

  /** Makes room for `count` at the end, to be written to `ints`, and gives the place of the first. */
  extend(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.ints.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.ints);
      this.ints = larger;
    }
    return at;
  }

  push(value: number): void {
    const at = this.extend(1);
    this.ints[at] = value;
  }

  finish(): Int32Array {
    return this.ints.subarray(0, this.length);
  }
}
