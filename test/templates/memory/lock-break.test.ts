/*
 * A worker that is terminated while it has the lock. `npm run explore -- lock` makes every interleaving.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Allocator } from '../../support/allocator.ts';
import { buildOptions, type Bits } from '../../support/build-options.ts';
import { dataUrl } from '../../support/bundle-worker.ts';
import { heapLayout } from '../../support/heap-layout.ts';
import { checkHeap, heapView } from '../../support/heap-walker.ts';
import { loadSpecialised, specialised } from '../../support/specialised.ts';

const BREAK = { SYS_MALLOC_ATTACH: true, SYS_MALLOC_LOCK: true, SYS_MALLOC_LOCK_BREAK: true };
const [FREE, HELD, CONTENDED, LOST] = [0, 1, 2, 3];
const BYTES = 65_536;
const OWNER = 7;

/** Opens the heap as thread 7, allocates a block, and stops for ever in a call that calls it back. */
const STOPS_IN_A_CALL = `
  import { parentPort, workerData } from 'node:worker_threads';
  const { url, memory } = workerData;
  const allocator = await import(url);
  allocator.mem_malloc_attach(memory, 0);
  allocator.set_lock_owner(${OWNER});
  const mem = allocator.malloc(100);
  allocator.malloc_inspect_all(() => {
    parentPort.postMessage(mem);
    for (;;);
  }, 0);`;

/** Opens the heap as thread 8, and says what an allocation returned. */
const ALLOCATES = `
  import { parentPort, workerData } from 'node:worker_threads';
  const { url, memory } = workerData;
  const allocator = await import(url);
  allocator.mem_malloc_attach(memory, 0);
  allocator.set_lock_owner(8);
  parentPort.postMessage('ready');
  let result;
  try {
    result = allocator.malloc(100);
  } catch (error) {
    result = error.message;
  }
  parentPort.postMessage(result);`;

/** Allocates and frees without end. */
const WORKS = `
  import { parentPort, workerData } from 'node:worker_threads';
  const { url, memory } = workerData;
  const { mem_malloc_attach, set_lock_owner, malloc, free, realloc } = await import(url);
  mem_malloc_attach(memory, 0);
  set_lock_owner(${OWNER});
  parentPort.postMessage('ready');
  for (let i = 0; ; i += 1) {
    const blocks = [1, 2, 3, 4].map((n) => malloc(((i * n) % 50) * 20));
    blocks[2] = realloc(blocks[2], (i % 70) * 20);
    for (const mem of blocks) free(mem);
  }`;

const workers: Worker[] = [];

function start(program: string, url: string, memory: SharedArrayBuffer): Worker {
  const worker = new Worker(new URL(dataUrl(program)), { workerData: { url, memory } });
  workers.push(worker);
  return worker;
}

afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
});

describe.each<Bits>([32, 64])('%i bits', (bits) => {
  const options = buildOptions(bits, { ...BREAK, MALLOC_INSPECT_ALL: true });
  const url = dataUrl(specialised(options).javascript);
  let allocator: Allocator;
  let memory: SharedArrayBuffer;
  let words: Int32Array;
  const lock = () => Atomics.load(words, 1);
  const chunks = () => checkHeap(heapView(allocator, memory, heapLayout(options)));

  beforeEach(async () => {
    allocator = await loadSpecialised(options);
    memory = new SharedArrayBuffer(BYTES);
    words = new Int32Array(memory);
    allocator.mem_malloc_init(memory, 0, BYTES);
  });

  async function killInACall(): Promise<number> {
    const worker = start(STOPS_IN_A_CALL, url, memory);
    const [mem] = (await once(worker, 'message')) as [number];
    expect(lock()).toBe((OWNER << 2) | HELD);
    await worker.terminate();
    return mem;
  }

  test('the lock of a thread that has ended is freed, and those who wait go on', async () => {
    const mem = await killInACall();
    const waits = start(ALLOCATES, url, memory);
    await once(waits, 'message');
    while (lock() !== ((OWNER << 2) | CONTENDED)) await new Promise(setImmediate);
    const result = once(waits, 'message');
    expect(allocator.malloc_lock_break(8)).toBe(0);
    expect(allocator.malloc_lock_break(OWNER)).toBe(1);
    const [other] = (await result) as [number];
    expect(lock()).toBe(FREE);
    expect(allocator.malloc_lock_break(OWNER)).toBe(0);
    expect(chunks().filter(({ state }) => state === 'used')).toHaveLength(2);
    allocator.free(mem);
    allocator.free(other);
    expect(chunks().map(({ state }) => state)).toEqual(['top']);
  });

  test('a heap in pieces is lost for everybody, until it is made again', async () => {
    const mem = await killInACall();
    const waits = start(ALLOCATES, url, memory);
    await once(waits, 'message');
    while (lock() !== ((OWNER << 2) | CONTENDED)) await new Promise(setImmediate);
    const result = once(waits, 'message');
    words[(mem - bits / 8) / 4] = 0x77;
    expect(() => allocator.malloc_lock_break(OWNER)).toThrow('the heap is lost');
    expect(await result).toEqual([expect.stringContaining('the heap is lost')]);
    expect(lock()).toBe(LOST);
    expect(() => allocator.malloc(1)).toThrow('the heap is lost');
    expect(() => allocator.free(mem)).toThrow('the heap is lost');
    expect(() => allocator.malloc_lock_break(OWNER)).toThrow('the heap is lost');
    allocator.mem_malloc_init(memory, 0, BYTES);
    expect(allocator.malloc(1)).not.toBe(0);
  });

  test('a thread that is terminated anywhere leaves a heap that is sound or lost', async () => {
    const outcomes: unknown[] = [];
    for (let i = 0; i < 4; i += 1) {
      const worker = start(WORKS, url, memory);
      await once(worker, 'message');
      for (let turn = 0; turn < 30; turn += 1) await new Promise(setImmediate);
      await worker.terminate();
      try {
        outcomes.push(allocator.malloc_lock_break(OWNER));
        chunks();
        expect(lock()).toBe(FREE);
      } catch (error) {
        expect(lock()).toBe(LOST);
        outcomes.push((error as Error).message);
        allocator.mem_malloc_init(memory, 0, BYTES);
      }
    }
    const possible = [0, 1, expect.stringContaining('the heap is lost')];
    for (const outcome of outcomes) expect(possible).toContainEqual(outcome);
  });

  test('nobody waits for ever', () => {
    Atomics.store(words, 1, (OWNER << 2) | HELD);
    const waits: unknown[][] = [];
    jest.spyOn(Atomics, 'wait').mockImplementation((...args: readonly unknown[]) => {
      waits.push(args.slice(1));
      return args[2] === -1 ? 'not-equal' : 'timed-out';
    });
    expect(() => allocator.malloc(1)).toThrow(
      'the heap stays locked by thread 7: if it has ended, call malloc_lock_break(7)',
    );
    expect(waits.at(-1)).toEqual([1, (OWNER << 2) | CONTENDED, 10_000]);
    expect(allocator.malloc_lock_break(OWNER)).toBe(1);
    expect(allocator.malloc(1)).not.toBe(0);
  });

  test('a thread that may not sleep gives up, too', () => {
    Atomics.store(words, 1, (OWNER << 2) | HELD);
    jest.spyOn(Atomics, 'wait').mockImplementation(() => {
      throw new TypeError('Atomics.wait cannot be called in this context');
    });
    let now = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
    expect(() => allocator.malloc(1)).toThrow('the heap stays locked by thread 7');
    Atomics.store(words, 1, LOST);
    expect(() => allocator.malloc(1)).toThrow('the heap is lost');
  });

  test('the number of a thread is a small integer', () => {
    for (const owner of [-1, 0.5, NaN, 2 ** 29, Infinity]) {
      expect(() => allocator.set_lock_owner(owner)).toThrow(RangeError);
    }
    allocator.set_lock_owner(2 ** 29 - 1);
    let inside = 0;
    allocator.malloc_inspect_all(() => {
      inside = lock();
      // A thread that is alive keeps its lock.
      expect(allocator.malloc_lock_break(2 ** 29 - 1)).toBe(0);
    }, 0);
    expect(inside >>> 2).toBe(2 ** 29 - 1);
    expect(lock()).toBe(FREE);
  });
});
