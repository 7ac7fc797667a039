/*
 * Random calls, nonsense among them, on a heap with mcheck: a specialised module does to memory what
 * the templates do, nothing is reported, blocks keep their bytes, and nothing stays behind.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Allocator } from '../../support/allocator.ts';
import { MCHECK, SMALL, buildOptions, type Bits } from '../../support/build-options.ts';
import { heapCalls, type HeapCall } from '../../support/heap-call.ts';
import { loadTemplates } from '../../support/load-templates.ts';
import { runs, seeded } from '../../support/seed.ts';
import { loadSpecialised } from '../../support/specialised.ts';

const START = 4096;

/** A heap, and what each of its blocks has to hold. */
class Heap {
  readonly allocator: Allocator;
  readonly bytes: Buffer;
  readonly reported: number[] = [];
  #live: { mem: number; size: number; mark: number }[] = [];
  #mark = 0;
  /** Bytes that no block can have. */
  readonly #empty: number;

  constructor(allocator: Allocator, size: number) {
    this.allocator = allocator;
    const memory = new ArrayBuffer(START + size);
    this.bytes = Buffer.from(memory);
    allocator.mcheck_pedantic((status) => this.reported.push(status));
    allocator.mem_malloc_init(memory, START - allocator.MALLOC_STATE_SIZE, size);
    this.#empty = allocator.mallinfo().uordblks;
  }

  /** @returns what the call returned */
  apply(call: HeapCall): number {
    const { allocator } = this;
    const index = 'pick' in call ? call.pick % (this.#live.length + 1) : this.#live.length;
    const old = this.#live[index];
    switch (call.call) {
      case 'malloc':
        return this.#add(allocator.malloc(call.size));
      case 'memalign':
        return this.#add(allocator.memalign(call.align, call.size));
      case 'calloc': {
        const mem = this.#add(allocator.calloc(call.count, call.size), false);
        const size = allocator.malloc_usable_size(mem);
        if (mem !== 0)
          expect(this.bytes.subarray(mem, mem + size).every((byte) => byte === 0)).toBe(true);
        return mem;
      }
      case 'realloc': {
        const mem = allocator.realloc(old?.mem ?? 0, call.size);
        if (mem !== 0 && old !== undefined) {
          this.#live.splice(index, 1);
          const kept = Math.min(old.size, allocator.malloc_usable_size(mem));
          this.#check({ ...old, mem, size: kept });
        }
        return this.#add(mem);
      }
      case 'free':
        if (old !== undefined) this.#live.splice(index, 1);
        allocator.free(old?.mem ?? 0);
        return 0;
    }
  }

  #add(mem: number, fill = true): number {
    if (mem === 0) return 0;
    const size = this.allocator.malloc_usable_size(mem);
    this.#mark = (this.#mark + 1) & 0xff;
    const mark = fill ? this.#mark : 0;
    this.bytes.fill(mark, mem, mem + size);
    this.#live.push({ mem, size, mark });
    return mem;
  }

  #check({ mem, size, mark }: { mem: number; size: number; mark: number }): void {
    const wrong = this.bytes.subarray(mem, mem + size).findIndex((byte) => byte !== mark);
    expect(wrong).toBe(-1);
  }

  finish(): void {
    this.allocator.mcheck_check_all();
    expect(this.allocator.malloc_mcheck_count()).toBe(this.#live.length);
    for (const block of this.#live) {
      this.#check(block);
      this.allocator.free(block.mem);
    }
    expect(this.reported).toEqual([]);
    expect(this.allocator.mallinfo().uordblks).toBe(this.#empty);
  }
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  test.each([
    ['as in a sandbox', {}],
    ['SYS_MALLOC_SMALL', SMALL],
    ['without checks of its own', { INSECURE: true }],
  ])(seeded('%s'), async (_, changes) => {
    const options = buildOptions(bits, { ...MCHECK, ...changes });
    const templates = await loadTemplates(options);
    const variant = await loadSpecialised(options);
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 60_000 }), heapCalls(80), (size, calls) => {
        const [first, second] = [new Heap(templates, size), new Heap(variant, size)];
        for (const call of calls) expect(second.apply(call)).toBe(first.apply(call));
        expect(second.bytes.equals(first.bytes)).toBe(true);
        first.finish();
        second.finish();
      }),
      runs(40),
    );
  });
});
