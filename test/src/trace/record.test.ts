/*
 * What is recorded of a variant's calls, and that a recording replayed does the same.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseTrace, record, replay, TraceError } from '../../../src/trace/index.ts';
import type { Allocator } from '../../support/allocator.ts';
import {
  LEGACY,
  MCHECK,
  SMALL,
  buildOptions,
  type Bits,
  type OptionChanges,
} from '../../support/build-options.ts';
import { heapCalls } from '../../support/heap-call.ts';
import { loadModule } from '../../support/load-variant.ts';
import { runCalls } from '../../support/run-calls.ts';
import { runs, seeded } from '../../support/seed.ts';
import { loadSpecialised, specialised } from '../../support/specialised.ts';

const CALLS = {
  MALLOC_BULK_FREE: true,
  MALLOC_INDEPENDENT_CALLS: true,
  MALLOC_POSIX_MEMALIGN: true,
  MALLOC_REALLOC_IN_PLACE: true,
} as const satisfies OptionChanges;

const START = 4096;

/** A variant that is recorded from before its heap is made. */
async function recorded(bits: Bits, changes: OptionChanges = {}, size = 65536) {
  const variant = await loadSpecialised(buildOptions(bits, changes));
  const recording = record(variant);
  const heap: Allocator = recording.malloc;
  const memory = new ArrayBuffer(START + size);
  heap.initr_malloc(memory, START, size);
  return { variant, heap, memory, lines: () => recording.text().trimEnd().split('\n') };
}

test('each call is a line, and so is one that fails', async () => {
  const { heap, lines } = await recorded(64);
  const a = heap.malloc(10);
  const b = heap.calloc(3, 7);
  const c = heap.memalign(64, 100);
  const d = heap.realloc(a, 20);
  heap.free(b);
  heap.free(0);
  expect(heap.malloc(-1)).toBe(0);
  expect(heap.realloc(c, 1e9)).toBe(0);
  const e = heap.realloc(0, 5);
  heap.free(c);
  heap.free(d);
  heap.free(e);
  expect(lines()).toEqual([
    'm 1 10',
    'c 2 3 7',
    'a 3 64 100',
    'r 4 1 20',
    'f 2',
    'm 5 18446744073709551615',
    'r 6 3 1000000000',
    'm 7 5',
    'f 3',
    'f 4',
    'f 7',
  ]);
});

test('lines go to a function as the calls are made', async () => {
  const variant = await loadSpecialised(buildOptions(32, {}));
  const lines: string[] = [];
  const recording = record(variant, { write: (line) => lines.push(line) });
  recording.malloc.initr_malloc(new ArrayBuffer(65536), 0, 65536);
  recording.malloc.malloc(1);
  expect(lines).toEqual(['m 1 1']);
  expect(recording.text()).toBe('');
});

test('the wrapper has the same exports, with their present values', async () => {
  const { variant, heap } = await recorded(64, MCHECK);
  expect(Object.keys(heap)).toEqual(Object.keys(variant));
  expect(heap.mem_malloc_start).toBe(START + heap.MALLOC_STATE_SIZE);
  expect(heap.mem_malloc_end).toBe(START + 65536);
  const mem = heap.malloc(10);
  expect(heap.malloc_usable_size(mem)).toBe(10);
  expect({ ...heap }.mem_malloc_brk).toBe(variant.mem_malloc_brk);
});

test('calls on blocks from before the recording are left out', async () => {
  const variant = await loadSpecialised(buildOptions(64, {}));
  variant.initr_malloc(new ArrayBuffer(65536), 0, 65536);
  const old = variant.malloc(10);
  const older = variant.malloc(10);
  const { malloc: heap, text } = record(variant);
  heap.free(old);
  expect(heap.realloc(older, 500)).not.toBe(0);
  expect(text()).toBe('m 1 500\n');
});

test('a call that throws is left out', async () => {
  const { heap, lines } = await recorded(64, { INSECURE: false });
  const mem = heap.malloc(10);
  heap.malloc(10);
  heap.free(mem);
  expect(() => heap.free(mem)).toThrow();
  expect(lines()).toEqual(['m 1 10', 'm 2 10', 'f 1']);
});

test('a new heap frees what was in the old one', async () => {
  const { heap, memory, lines } = await recorded(64);
  heap.malloc(1);
  heap.malloc(2);
  heap.mem_malloc_init(memory, START, 65536);
  heap.malloc(3);
  expect(lines()).toEqual(['m 1 1', 'm 2 2', 'f 1', 'f 2', 'm 3 3']);
});

test('the simple malloc is recorded, too', async () => {
  const options = buildOptions(32, { SYS_MALLOC_F: true, SYS_MALLOC_SIMPLE: true });
  const { malloc: heap, text } = record(await loadSpecialised(options));
  heap.initf_malloc(new ArrayBuffer(65536), 4096);
  heap.malloc(10);
  heap.malloc_simple(20);
  heap.memalign_simple(16, 30);
  heap.calloc_simple(2, 3);
  heap.free(heap.malloc(5));
  expect(() => heap.realloc(0, 1)).toThrow('not supported');
  expect(text().trimEnd().split('\n')).toEqual([
    'm 1 10',
    'm 2 20',
    'a 3 16 30',
    'c 4 2 3',
    'm 5 5',
    'f 5',
  ]);
});

test('heaps of createMalloc() are recorded one by one', async () => {
  const { javascript } = specialised(buildOptions(64, { SYS_MALLOC_MULTI_INSTANCE: true }));
  const module = await loadModule<{ createMalloc(): Allocator }>(javascript);
  const first = record(module.createMalloc());
  const second = record(module.createMalloc());
  for (const { malloc } of [first, second]) malloc.initr_malloc(new ArrayBuffer(65536), 0, 65536);
  first.malloc.malloc(1);
  second.malloc.malloc(2);
  expect(first.malloc.mem_malloc_end).toBe(65536);
  expect([first.text(), second.text()]).toEqual(['m 1 1\n', 'm 1 2\n']);
  expect(() => record(module as never)).toThrow(TraceError);
  expect(() => record(module as never)).toThrow('pass what createMalloc() returned');
  expect(() => record({} as never)).toThrow('record() needs a variant');
});

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  const bytes = bits / 8;

  function pointers(memory: ArrayBuffer, at: number, values: readonly number[]): void {
    const view = new DataView(memory);
    values.forEach((value, i) => {
      view.setUint32(at + i * bytes, value, true);
      if (bits === 64) view.setUint32(at + i * bytes + 4, 0, true);
    });
  }

  test('blocks that are allocated and freed together', async () => {
    const { heap, memory, lines } = await recorded(bits, CALLS);
    const read = (at: number, count: number) =>
      Array.from({ length: count }, (_, i) => new DataView(memory).getUint32(at + i * bytes, true));

    expect(heap.posix_memalign(8, 64, 100)).toBe(0);
    expect(heap.posix_memalign(8, 3, 100)).toBe(22);
    expect(heap.posix_memalign(8, 64, 1e6)).toBe(12);
    heap.valloc(10);
    heap.pvalloc(10);
    const array = heap.independent_calloc(3, 20);
    const [first = 0, second = 0, third = 0] = read(array, 3);
    pointers(memory, 16, [7, 9]);
    heap.independent_comalloc(2, 16, 16);
    const [fourth = 0, fifth = 0] = read(16, 2);
    expect(heap.independent_calloc(3, 1e6)).toBe(0);
    pointers(memory, 16, [first, 0, fourth, third]);
    heap.bulk_free(16, 4);
    expect(heap.realloc_in_place(second, 1e6)).toBe(0);
    expect(heap.realloc_in_place(second, 8)).toBe(second);
    for (const mem of [second, fifth, array]) heap.free(mem);
    const filled = heap.malloc_usable_size(array);
    expect(filled).toBeGreaterThanOrEqual(3 * bytes);
    expect(lines()).toEqual([
      'a 1 64 100',
      'a 2 64 1000000',
      'a 3 4096 10',
      'a 4 4096 4096',
      'c 5 1 20',
      'c 6 1 20',
      'c 7 1 20',
      `m 8 ${filled}`,
      'm 9 7',
      'm 10 9',
      'c 11 3 1000000',
      'f 5',
      'f 9',
      'f 7',
      'r 12 6 8',
      'f 12',
      'f 10',
      'f 8',
    ]);
  });

  test('arrays need a known memory', async () => {
    const variant = await loadSpecialised(buildOptions(bits, CALLS));
    const memory = new ArrayBuffer(65536);
    variant.initr_malloc(memory, 4096, 60000);
    expect(() => record(variant).malloc.posix_memalign(8, 64, 1)).toThrow(
      'Call record() before the heap is made, or pass it { memory }.',
    );
    expect(record(variant, { memory }).malloc.posix_memalign(8, 64, 1)).toBe(0);
  });

  test.each([
    ['the defaults', {}],
    ['SYS_MALLOC_SMALL', SMALL],
    ['mcheck', MCHECK],
    ['dlmalloc 2.6.6', LEGACY],
  ])(seeded('a recording replayed leaves the same memory, %s'), async (_, changes) => {
    const variant = await loadSpecialised(buildOptions(bits, changes));
    const again = await loadSpecialised(buildOptions(bits, changes));
    const size = 40_000;
    fc.assert(
      fc.property(heapCalls(60), (calls) => {
        const memories = [new ArrayBuffer(START + size), new ArrayBuffer(START + size)] as const;
        const { malloc: heap, text } = record(variant as Allocator);
        heap.initr_malloc(memories[0], START, size);
        const returned = [...runCalls(heap, calls)];
        again.initr_malloc(memories[1], START, size);
        const replayed: number[] = [];
        replay(parseTrace(text()), again, {
          allocated: (mem) => replayed.push(mem === 0 ? -1 : mem - again.mem_malloc_start),
          freed: () => replayed.push(-1),
        });
        // free() of NULL is not a line, and realloc(NULL) is a malloc.
        expect(replayed.filter((mem) => mem >= 0)).toEqual(returned.filter((mem) => mem >= 0));
        if (changes !== MCHECK) {
          expect(Buffer.from(memories[1]).equals(Buffer.from(memories[0]))).toBe(true);
        }
      }),
      runs(60),
    );
  });
});
