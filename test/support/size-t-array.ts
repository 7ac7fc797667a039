import type { Bits } from './build-options.ts';

/** An array of size_t in a memory, as a user of a heap has it there. */
export class SizeTArray {
  readonly #words: Uint32Array;
  readonly #stride: number;
  readonly #length: number;

  constructor(buffer: ArrayBufferLike, address: number, length: number, bits: Bits) {
    this.#stride = bits / 32;
    this.#length = length;
    this.#words = new Uint32Array(buffer, address, length * this.#stride);
  }

  get(index: number): number {
    const low = this.#words[index * this.#stride] ?? Number.NaN;
    return this.#stride === 1 ? low : low + (this.#words[2 * index + 1] ?? 0) * 2 ** 32;
  }

  set(index: number, value: number): void {
    this.#words[index * this.#stride] = value;
    if (this.#stride === 2) this.#words[2 * index + 1] = Math.floor(value / 2 ** 32);
  }

  values(): readonly number[] {
    return Array.from({ length: this.#length }, (_, index) => this.get(index));
  }
}
