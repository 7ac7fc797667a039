/** A set of fingerprints of 64 bits, given as two numbers of 32 bits. */
export class Visited {
  #low: Int32Array;
  #high: Int32Array;
  #mask: number;
  size = 0;

  constructor(expected: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(1024, expected * 1.6)));
    this.#low = new Int32Array(slots);
    this.#high = new Int32Array(slots);
    this.#mask = slots - 1;
  }

  /** Adds a fingerprint. @returns whether it is new */
  add(low: number, high: number): boolean {
    // A slot of two zeros is empty.
    if (low === 0 && high === 0) high = 1;
    let slot = (low ^ (high << 7)) & this.#mask;
    while (this.#low[slot] !== 0 || this.#high[slot] !== 0) {
      if (this.#low[slot] === low && this.#high[slot] === high) return false;
      slot = (slot + 1) & this.#mask;
    }
    this.#low[slot] = low;
    this.#high[slot] = high;
    this.size += 1;
    return true;
  }
}

/** The fingerprint of some words; `high` is that of the last call. */
export class Fingerprint {
  low = 0;
  high = 0;

  of(words: Int32Array): this {
    let a = 0x2545f491;
    let b = 0x61c88647;
    for (let i = 0; i < words.length; i += 1) {
      const word = words[i]!;
      a = Math.imul(a ^ word, 0x5bd1e995);
      a ^= a >>> 15;
      b = Math.imul((b << 13) | (b >>> 19), 5) + Math.imul(word ^ i, 0x1b873593);
    }
    b ^= b >>> 16;
    this.low = Math.imul(a ^ (b >>> 13), 0x85ebca6b) | 0;
    this.high = Math.imul(b ^ (a >>> 11), 0xc2b2ae35) | 0;
    return this;
  }
}
