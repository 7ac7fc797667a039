/*
 * mcheck keeps its list of blocks outside the heap, so it has to learn of the blocks of others.
 */
import { describe, expect, test } from '@jest/globals';
import type { Allocator } from '../../support/allocator.ts';
import { SANDBOX, buildOptions, type Bits } from '../../support/build-options.ts';
import { loadSpecialised } from '../../support/specialised.ts';

const MCHECK = { ...SANDBOX, MALLOC_DEBUG: true, MCHECK_HEAP_PROTECTION: true };
const ATTACH = { SYS_MALLOC_ATTACH: true };
const LOCK = { SYS_MALLOC_ATTACH: true, SYS_MALLOC_LOCK: true };

type Checked = Allocator & {
  mcheck(abort: (status: number, mem: number) => void): number;
  mcheck_check_all(): void;
  malloc_mcheck_count(): number;
};

/** What a check of all blocks complains about. */
function complaints(allocator: Checked): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  allocator.mcheck((status, mem) => found.push([status, mem]));
  allocator.mcheck_check_all();
  return found;
}

const HEAD = 2;
const TAIL = 3;

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  test('a heap that is opened has its blocks', async () => {
    const options = buildOptions(bits, { ...MCHECK, ...ATTACH });
    const maker = (await loadSpecialised(options)) as Checked;
    const other = (await loadSpecialised(options)) as Checked;
    const memory = new ArrayBuffer(65_536);
    maker.mem_malloc_init(memory, 4096, 60_000);
    const blocks = [maker.malloc(100), maker.memalign(512, 50), maker.calloc(3, 7)];
    maker.free(maker.malloc(1000));
    const copy = memory.slice(0);
    other.mem_malloc_attach(copy, 4096);
    expect(other.malloc_mcheck_count()).toBe(3);
    expect(complaints(other)).toEqual([]);
    new Uint8Array(copy)[(blocks[1] ?? 0) + 50] = 1;
    expect(complaints(other)).toEqual([[TAIL, blocks[1]]]);
    expect(complaints(maker)).toEqual([]);
    for (const mem of blocks) maker.free(mem);
    expect(maker.malloc_mcheck_count()).toBe(0);
  });

  test('threads that share a heap check the blocks of all', async () => {
    const options = buildOptions(bits, { ...MCHECK, ...LOCK });
    const a = (await loadSpecialised(options)) as Checked;
    const b = (await loadSpecialised(options)) as Checked;
    const memory = new SharedArrayBuffer(65_536);
    a.mem_malloc_init(memory, 4096, 60_000);
    b.mem_malloc_attach(memory, 4096);
    const first = a.malloc(100);
    const second = b.malloc(200);
    expect(complaints(a)).toEqual([]);
    expect(a.malloc_mcheck_count()).toBe(2);
    b.free(first);
    // Where the block was there is another one now.
    const third = b.memalign(64, 20);
    expect(complaints(a)).toEqual([]);
    new Uint8Array(memory)[third + 20] = 0;
    expect(complaints(a)).toEqual([[TAIL, third]]);
    // The canaries: behind them is the caller's text, of 48 bytes.
    new Uint8Array(memory, second - 64, 16).fill(0);
    // Known to both before it was damaged, even though calls were made since.
    a.free(0);
    expect(complaints(b)).toEqual(expect.arrayContaining([[HEAD, second]]));
    expect(complaints(a)).toEqual(expect.arrayContaining([[HEAD, second]]));
    expect(a.malloc_mcheck_count()).toBe(2);
  });
});
