import type { BuildOptions } from '../../../generator/options/index.ts';
import type { Allocator } from '../../../test/support/allocator.ts';
import { Fault } from '../fault.ts';
import type { Pair } from '../heap/pair.ts';
import type { World } from '../world.ts';

/** Where the pool starts: aligned to a word and to nothing more. */
const BASE = 1032;
const GUARD = 64;

type Call = readonly [name: 'malloc' | 'calloc' | 'memalign' | 'free', a: number, b: number];

/**
 * Simple malloc: all that it keeps is how far the pool is used, so a state is that one number. The variant, the
 * templates and the specification's rule must agree on it and on every byte.
 */
export class SimpleWorld implements World {
  readonly name: string;
  readonly start = Int32Array.of(0);
  readonly #sides: readonly [Side, Side];
  readonly #word: number;
  readonly #length: number;
  readonly #calls: readonly Call[];
  readonly #after = new Int32Array(1);
  #used = 0;
  #returned = 0;

  constructor(name: string, options: BuildOptions, { variant, templates }: Pair) {
    this.name = name;
    this.#length = options.values.SYS_MALLOC_F_LEN!;
    this.#word = options.global['64BIT'] ? 8 : 4;
    this.#sides = [new Side(variant, this.#length), new Side(templates, this.#length)];
    this.#calls = [
      ...[0, 1, 3, 4, 7, 8, 9, 61, this.#length, this.#length + 1, -1].map(
        (bytes) => ['malloc', bytes, 0] as const,
      ),
      ...[1, 2, 8, 16, 64, 256].flatMap((align) =>
        [1, 12, 40].map((bytes) => ['memalign', align, bytes] as const),
      ),
      ['calloc', 3, 5],
      ['calloc', 2 ** 31, 2],
      ['free', BASE, 0],
    ];
  }

  enter(state: Int32Array): number {
    this.#used = state[0]!;
    return this.#calls.length;
  }

  make(number: number): Int32Array {
    const call = this.#calls[number]!;
    const expected = this.#expected(call);
    for (const side of this.#sides) {
      const mem = side.make(call, this.#used);
      this.#returned = mem;
      const used = side.allocator.gd.malloc_ptr;
      if (mem !== expected.mem || used !== expected.used) {
        throw new Fault(
          `${side === this.#sides[0] ? 'the variant' : 'the templates'}: ${mem} and ${used} bytes used, not ${expected.mem} and ${expected.used}`,
        );
      }
      side.checkBytes(call[0] === 'calloc' && mem !== 0 ? [mem, mem + call[1] * call[2]] : [0, 0]);
    }
    this.#after[0] = expected.used;
    return this.#after;
  }

  describe(number: number): string {
    const [name, a, b] = this.#calls[number]!;
    const two = name === 'calloc' || name === 'memalign';
    return `${name}(${a}${two ? `, ${b}` : ''}) = 0x${this.#returned.toString(16)}`;
  }

  /** What the specification says. */
  #expected([name, a, b]: Call): { readonly mem: number; readonly used: number } {
    const failed = { mem: 0, used: this.#used };
    if (name === 'free') return failed;
    const align = name === 'memalign' ? a : 1;
    const bytes = name === 'calloc' ? a * b : name === 'memalign' ? b : a;
    if (bytes < 0) return failed;
    const mem = Math.ceil((BASE + this.#used) / align) * align;
    const end = mem - BASE + bytes;
    if (end > this.#length) return failed;
    return { mem, used: Math.ceil(end / this.#word) * this.#word };
  }
}

class Side {
  readonly allocator: Allocator;
  readonly #bytes: Uint8Array;

  constructor(allocator: Allocator, length: number) {
    this.allocator = allocator;
    this.#bytes = new Uint8Array(BASE + length + GUARD).fill(0xa5);
    allocator.initf_malloc(this.#bytes.buffer, BASE);
  }

  make([name, a, b]: Call, used: number): number {
    const { allocator } = this;
    this.#bytes.fill(0xa5);
    allocator.gd.malloc_ptr = used;
    switch (name) {
      case 'malloc':
        return allocator.malloc(a);
      case 'calloc':
        return allocator.calloc(a, b);
      case 'memalign':
        return allocator.memalign(a, b);
      case 'free':
        allocator.free(a);
        return 0;
    }
  }

  /** Bytes [from, to) are 0, and no other byte has changed. */
  checkBytes([from, to]: readonly [number, number]): void {
    for (let i = 0; i < this.#bytes.length; i += 1) {
      const expected = i >= from && i < to ? 0 : 0xa5;
      if (this.#bytes[i] !== expected) throw new Fault(`byte ${i} is ${this.#bytes[i]}`);
    }
  }
}
