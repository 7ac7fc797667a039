/*
 * The checker with a variant that reports to it: what it finds, and the text of its errors.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Memcheck, checkedView, type MemcheckError } from '../../../src/memcheck/index.ts';
import type { Allocator } from '../../support/allocator.ts';
import { buildOptions, type Bits, type OptionChanges } from '../../support/build-options.ts';
import { withFrozenError } from '../../support/frozen-error.ts';
import { loadSpecialised, specialised } from '../../support/specialised.ts';
import { typeErrors } from '../../support/type-errors.ts';

const CALLS = {
  MALLOC_BULK_FREE: true,
  MALLOC_INDEPENDENT_CALLS: true,
  MALLOC_POSIX_MEMALIGN: true,
  MALLOC_REALLOC_IN_PLACE: true,
} as const satisfies OptionChanges;

interface Checked {
  readonly allocator: Allocator;
  readonly checker: Memcheck;
  readonly view: DataView;
  /** What was found since the last call, without stacks. */
  readonly found: () => readonly string[];
}

const HEAP = 4096;

async function checked(bits: Bits, changes: OptionChanges = {}): Promise<Checked> {
  const options = buildOptions(bits, { ...CALLS, ...changes }, { VALGRIND: true });
  const allocator = await loadSpecialised(options);
  const memory = new ArrayBuffer(1 << 17);
  const errors: MemcheckError[] = [];
  const checker = new Memcheck({ onError: (error) => errors.push(error) });
  allocator.set_valgrind(checker);
  allocator.mem_malloc_init(memory, HEAP, 1 << 16);
  const view = checkedView(memory, checker);
  const found = () => errors.splice(0).map(({ message }) => withoutStack(message));
  return { allocator, checker, view, found };
}

function withoutStack(message: string): string {
  const lines = message.split('\n').filter((line) => !line.startsWith('    at '));
  return lines.map((line) => line.trim()).join(' ');
}

const hex = (address: number) => `0x${address.toString(16)}`;

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  test('a program without mistakes', async () => {
    const { allocator, checker, view } = await checked(bits);
    const blocks = Array.from({ length: 50 }, (_, i) => {
      const mem = allocator.malloc(4 * i);
      for (let at = mem; at < mem + 4 * i; at += 4) view.setInt32(at, i);
      return mem;
    });
    for (const [i, mem] of blocks.entries()) {
      for (let at = mem; at < mem + 4 * i; at += 4) expect(view.getInt32(at)).toBe(i);
      allocator.free(mem);
    }
    expect(view.getInt32(0)).toBe(0);
    expect(view.getInt32(HEAP + (1 << 16))).toBe(0);
    expect(checker.errors).toEqual([]);
    expect(checker.leaks()).toEqual([]);
    expect(checker.report()).toBe(
      'Allocated now: 0 bytes in 0 blocks\nIn all: 50 allocations, 50 frees, 4900 bytes\nErrors: 0 in 0 places',
    );
  });

  test('reads and writes outside of a block, and beside it', async () => {
    const { allocator, view, found } = await checked(bits);
    const mem = allocator.malloc(21);
    view.setUint8(mem + 21, 1);
    expect(found()).toEqual([
      `Invalid write of 1 byte at ${hex(mem + 21)} It is 0 bytes past the end of a block of 21 bytes, allocated`,
    ]);
    view.getUint8(mem - 1);
    expect(found()).toEqual([
      `Invalid read of 1 byte at ${hex(mem - 1)} It is 1 byte before a block of 21 bytes, allocated`,
    ]);
    view.setFloat64(mem + 16, 1);
    expect(found()).toEqual([
      `Invalid write of 8 bytes at ${hex(mem + 21)} It is 0 bytes past the end of a block of 21 bytes, allocated`,
    ]);
    view.getInt16(HEAP + 60_000);
    expect(found()).toEqual([
      `Invalid read of 2 bytes at ${hex(HEAP + 60_000)} It is neither in a block nor near one.`,
    ]);
  });

  test('every byte that was asked for is checked, and no other', async () => {
    const { allocator, view, checker } = await checked(bits);
    const made = () => checker.errors.reduce((sum, { count }) => sum + count, 0);
    for (const size of [0, 1, 7, 8, 9, 24, 100, 1000]) {
      const mem = allocator.calloc(1, size);
      for (let at = mem - bits / 8; at < mem + size + bits / 8; at += 1) {
        const before = made();
        view.getUint8(at);
        checker.write(at, 1);
        const bad = at < mem || at >= mem + size;
        expect([size, at - mem, made() - before]).toEqual([size, at - mem, bad ? 2 : 0]);
      }
    }
  });

  test('use after free, also once the memory is in use again', async () => {
    const { allocator, view, found } = await checked(bits);
    const mem = allocator.malloc(64);
    allocator.malloc(1);
    view.setInt32(mem, 7);
    allocator.free(mem);
    expect(view.getInt32(mem)).not.toBeUndefined();
    expect(found()).toEqual([
      `Invalid read of 4 bytes at ${hex(mem)} It is the start of a block of 64 bytes, freed and allocated`,
    ]);
    view.setInt32(mem + 60, 1);
    expect(found()).toEqual([
      `Invalid write of 4 bytes at ${hex(mem + 60)} It is 60 bytes inside a block of 64 bytes, freed and allocated`,
    ]);
    expect(allocator.malloc(64)).toBe(mem);
    view.getInt32(mem);
    expect(found()).toEqual([
      `Read of 4 bytes, of which not all were written, at ${hex(mem)} It is the start of a block of 64 bytes, allocated`,
    ]);
  });

  test('bytes that were never written', async () => {
    const { allocator, view, found } = await checked(bits);
    const mem = allocator.malloc(16);
    view.setInt16(mem, 1);
    view.getInt16(mem);
    expect(found()).toEqual([]);
    view.getInt32(mem);
    expect(found()).toEqual([
      `Read of 4 bytes, of which not all were written, at ${hex(mem + 2)} It is 2 bytes inside a block of 16 bytes, allocated`,
    ]);
    view.setBigUint64(mem + 8, 1n);
    view.getFloat32(mem + 8);
    view.getFloat32(allocator.calloc(4, 4));
    expect(found()).toEqual([]);
  });

  test.each([false, true])('realloc, NO_REALLOC_IN_PLACE=%s', async (NO_REALLOC_IN_PLACE) => {
    const { allocator, view, found } = await checked(bits, { NO_REALLOC_IN_PLACE });
    let mem = allocator.malloc(10);
    view.setInt32(mem + 4, 99);
    mem = allocator.realloc(mem, 500);
    expect(view.getInt32(mem + 4)).toBe(99);
    expect(found()).toEqual([]);
    view.getInt32(mem);
    view.getUint8(mem + 10);
    view.getUint8(mem + 499);
    expect(found()).toEqual([
      `Read of 4 bytes, of which not all were written, at ${hex(mem)} It is the start of a block of 500 bytes, allocated`,
      `Read of 1 byte, of which not all were written, at ${hex(mem + 10)} It is 10 bytes inside a block of 500 bytes, allocated`,
      `Read of 1 byte, of which not all were written, at ${hex(mem + 499)} It is 499 bytes inside a block of 500 bytes, allocated`,
    ]);
    const shrunk = allocator.realloc(mem, 7);
    expect(view.getUint8(shrunk + 6)).toBe(0);
    view.getUint8(shrunk + 7);
    expect(found()).toEqual([
      `Invalid read of 1 byte at ${hex(shrunk + 7)} It is 0 bytes past the end of a block of 7 bytes, allocated`,
    ]);
    if (!NO_REALLOC_IN_PLACE) {
      expect(allocator.realloc_in_place(shrunk, 20)).toBe(shrunk);
      view.getUint8(shrunk + 7);
      expect(found()).toHaveLength(1);
    }
    view.setInt32(allocator.realloc(0, 4), 1);
    expect(found()).toEqual([]);
  });

  test('wrong frees', async () => {
    const { allocator, found } = await checked(bits, { INSECURE: false });
    const mem = allocator.malloc(200);
    allocator.malloc(1);
    expect(() => allocator.free(mem + 16)).toThrow('not an allocated block');
    expect(found()).toEqual([
      `free() of ${hex(mem + 16)}, which is not an allocated block It is 16 bytes inside a block of 200 bytes, allocated`,
    ]);
    allocator.free(mem);
    expect(() => allocator.free(mem)).toThrow('not an allocated block');
    expect(found()).toEqual([
      `free() of ${hex(mem)}, a block that was freed before It is the start of a block of 200 bytes, freed and allocated`,
    ]);
    expect(() => allocator.free(64)).toThrow('not an allocated block');
    expect(found()).toEqual([
      `free() of ${hex(64)}, which is not an allocated block It is neither in a block nor near one.`,
    ]);
  });

  test('memalign, posix_memalign, independent_calloc and bulk_free', async () => {
    const { allocator, view, checker } = await checked(bits);
    const aligned = allocator.memalign(512, 8);
    view.setInt32(aligned, 1);
    const pp = allocator.malloc(8);
    expect(allocator.posix_memalign(pp, 64, 24)).toBe(0);
    view.setFloat64(view.getUint32(pp, true), 1);
    const array = allocator.independent_calloc(3, 40);
    for (const i of [0, 1, 2]) view.getInt32(view.getUint32(array + i * (bits / 8), true));
    allocator.bulk_free(array, 3);
    expect(view.getUint32(array, true)).toBe(0);
    allocator.free(array);
    allocator.free(aligned);
    allocator.free(pp);
    expect(checker.errors).toEqual([]);
    expect(checker.leaks().map(({ bytes }) => bytes)).toEqual([24]);
  });

  test('leaks, by place', async () => {
    const { allocator, checker } = await checked(bits);
    function leakSome(count: number, size: number): readonly number[] {
      return Array.from({ length: count }, () => allocator.malloc(size));
    }
    const small = leakSome(2, 20);
    const large = leakSome(3, 100);
    allocator.free(large[1] ?? 0);
    const leaks = checker.leaks();
    expect(leaks.map(({ bytes }) => bytes)).toEqual([200, 40]);
    expect(leaks[1]?.blocks).toEqual(small.map((address) => ({ address, size: 20 })));
    for (const { allocatedAt } of leaks) {
      expect(allocatedAt.some((frame) => frame.includes('leakSome'))).toBe(true);
      expect(allocatedAt.some((frame) => frame.includes('memcheck/memcheck.ts'))).toBe(false);
    }
    const report = checker.report();
    expect(report).toContain('200 bytes in 2 blocks not freed, allocated\n    at ');
    expect(report).toContain('Allocated now: 240 bytes in 4 blocks');
  });

  test('a heap that is made again has no blocks', async () => {
    const { allocator, checker, view } = await checked(bits);
    const memory = view.buffer as ArrayBuffer;
    const mem = allocator.malloc(100);
    allocator.mem_malloc_init(memory, HEAP, 1 << 16);
    expect(checker.leaks()).toEqual([]);
    view.getInt32(mem);
    expect(checker.errors.map(({ kind }) => kind)).toEqual(['invalid-read']);
  });
});

describe('errors', () => {
  test('have their facts as data, and stacks of the program alone', async () => {
    const { allocator, checker, view } = await checked(32);
    const mem = allocator.malloc(12);
    view.getInt32(mem + 12);
    const [error] = checker.errors;
    expect(error).toMatchObject({
      kind: 'invalid-read',
      address: mem + 12,
      size: 4,
      count: 1,
      block: { address: mem, size: 12, state: 'allocated' },
    });
    expect(error?.stack[0]).toMatch(/memcheck\.test\.ts:/);
    expect(error?.block?.allocatedAt.join()).toMatch(/malloc.*memcheck\.test\.ts:/);
  });

  test('are found where a program has frozen Error', async () => {
    const { allocator, view, found } = await checked(32);
    withFrozenError(() => view.getInt32(allocator.malloc(12) + 12));
    expect(found()).toHaveLength(1);
  });

  test('are found where a program makes calls of stacks', async () => {
    const { allocator, checker, view } = await checked(32);
    const { prepareStackTrace } = Error;
    Error.prepareStackTrace = (_, calls) => calls;
    try {
      view.getInt32(allocator.malloc(12) + 12);
      expect(checker.errors[0]?.stack[0]).toMatch(/memcheck\.test\.\w+:\d+/);
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
    }
  });

  test('made again in one place are counted, and reported once', async () => {
    const told: MemcheckError[] = [];
    const checker = new Memcheck({ onError: (error) => told.push(error) });
    checker.make_mem_noaccess(0, 100);
    for (let i = 0; i < 5; i += 1) checker.read(i, 1);
    expect(told).toHaveLength(1);
    expect(checker.errors).toHaveLength(1);
    expect(checker.errors[0]?.count).toBe(5);
    expect(checker.report()).toMatch(/\(5 times\)[^]*Errors: 5 in 1 place$/);
  });

  test('can be thrown', () => {
    const checker = new Memcheck({
      onError: ({ message }) => {
        throw new Error(message);
      },
    });
    checker.malloclike_block(64, 10, 8, false);
    expect(() => checker.write(74, 1)).toThrow('0 bytes past the end of a block of 10 bytes');
  });

  test('stackDepth limits the stacks', () => {
    const checker = new Memcheck({ stackDepth: 1 });
    checker.malloclike_block(64, 10, 8, false);
    expect(checker.leaks()[0]?.allocatedAt).toHaveLength(1);
  });

  test('a resize of an address that is not a block', () => {
    const checker = new Memcheck();
    checker.resizeinplace_block(64, 0, 10, 8);
    expect(checker.errors.map(({ kind }) => kind)).toEqual(['invalid-realloc']);
  });

  test('an old freed block is forgotten when others follow', () => {
    const checker = new Memcheck({ keepFreed: 2 });
    for (let i = 0; i < 20; i += 1) {
      checker.malloclike_block(1000 * (i + 1), 10, 8, false);
      checker.freelike_block(1000 * (i + 1), 8);
    }
    checker.read(1000, 1);
    checker.read(20_000, 1);
    expect(checker.errors.map(({ block }) => block?.address)).toEqual([undefined, 20_000]);
  });
});

test('copying undefined bytes is not a mistake, but using the copies is', () => {
  const checker = new Memcheck();
  checker.malloclike_block(100, 10, 0, false);
  checker.malloclike_block(200, 10, 0, true);
  checker.write(100, 4);
  checker.copy(200, 100, 8);
  expect(checker.errors).toEqual([]);
  checker.read(200, 4);
  checker.read(208, 2);
  expect(checker.errors).toEqual([]);
  checker.read(204, 1);
  expect(checker.errors.map(({ kind }) => kind)).toEqual(['undefined-read']);
  checker.copy(205, 100, 6);
  checker.copy(200, 95, 6);
  expect(checker.errors.map(({ kind }) => kind)).toEqual(['undefined-read']);
});

test('fits the declarations of a variant', () => {
  const { declarations } = specialised(buildOptions(32, {}, { VALGRIND: true }));
  const source = readFileSync('src/memcheck/memcheck.ts', 'utf8');
  const methods = [...declarations.matchAll(/^ {2}(\w+)\??\((.*)\): void;$/gm)];
  expect(methods.map(([, name]) => name)).toHaveLength(8);
  const program = [
    `import { set_valgrind } from './malloc.ts';`,
    `declare const checker: { ${methods.map(([, name]) => `${String(name)}(${signature(source, String(name))}): void`).join('; ')} };`,
    `set_valgrind(checker);`,
    `set_valgrind(null);`,
  ].join('\n');
  expect(typeErrors({ 'malloc.d.ts': declarations, 'program.ts': program })).toEqual([]);
  const wrong = program.replace('size: number', 'size: string');
  expect(typeErrors({ 'malloc.d.ts': declarations, 'program.ts': wrong })).toHaveLength(1);
});

/** The parameters of a method of the checker, as its source has them. */
function signature(source: string, method: string): string {
  return new RegExp(`^ {2}${method}\\(([^)]*)\\): void`, 'm').exec(source)?.[1] ?? 'missing: never';
}
