/*
 * Four threads on one heap.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from '@jest/globals';
import type { Allocator, Memory } from '../../support/allocator.ts';
import { LEGACY, SANDBOX, SMALL, buildOptions, type Bits } from '../../support/build-options.ts';
import type { OptionChanges } from '../../support/build-options.ts';
import { bundleWorker, dataUrl } from '../../support/bundle-worker.ts';
import { heapLayout } from '../../support/heap-layout.ts';
import { checkHeap, heapView } from '../../support/heap-walker.ts';
import { checkLegacyHeap, legacyView } from '../../support/legacy-heap-walker.ts';
import { loadVariant } from '../../support/load-variant.ts';
import { faceText, lowered } from '../../support/lowered.ts';
import { specialised } from '../../support/specialised.ts';
import { sharedMemory } from '../../support/wasm-memory.ts';
import { stressTask, unclaimed, type StressReport } from './stress/stress.ts';

const THREADS = 4;
const LOCK = { SYS_MALLOC_ATTACH: true, SYS_MALLOC_LOCK: true };
const worker = new URL(
  dataUrl(bundleWorker(new URL('./stress/node-worker.ts', import.meta.url), 'node')),
);

/** A heap that is not sound may keep a thread busy for ever. */
const PATIENCE = 50_000;

/** Runs threads until all have reported, or one has failed, or time is up; none goes on after that. */
async function runThreads(tasks: readonly object[]): Promise<readonly StressReport[]> {
  const threads = tasks.map((workerData) => new Worker(worker, { workerData }));
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    const messages = await Promise.all(
      threads.map((thread) => once(thread, 'message', { signal })),
    );
    return messages.map(([report]) => report as StressReport);
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

const START = 4096;
const MAXIMUM = 1 << 20;

function fixedPlace(): Place {
  return { memory: new SharedArrayBuffer(MAXIMUM), size: MAXIMUM - START, maximum: MAXIMUM };
}

/** A heap that may have all of the memory, `size` bytes of it from the start. */
interface Place {
  readonly memory: Memory;
  readonly size: number;
  readonly maximum: number;
}

function bufferOf(memory: Memory): SharedArrayBuffer {
  return ('buffer' in memory ? memory.buffer : memory) as SharedArrayBuffer;
}

/** @param others the module that every second thread uses, in the place of malloc.js */
async function run(
  changes: OptionChanges,
  bits: Bits,
  calls: number,
  { memory, size, maximum }: Place = fixedPlace(),
  others?: string,
): Promise<void> {
  const options = buildOptions(bits, { ...changes, ...LOCK });
  const { javascript } = specialised(options);
  const task = stressTask(memory, maximum, THREADS, calls);
  const allocator = await loadVariant(javascript);
  allocator.mem_malloc_init(memory, START, size);
  const url = dataUrl(javascript);
  const start = START;
  const reports = await runThreads(
    Array.from({ length: THREADS }, (_, thread) => ({
      url: thread % 2 === 0 ? url : (others ?? url),
      start,
      thread,
      task,
    })),
  );
  expect(reports.some(({ failures }) => failures > 0)).toBe(true);
  expect(reports.every(({ received }) => received > 0)).toBe(true);
  const live = [...reports.flatMap((report) => report.live), ...unclaimed(task)];
  // A call has the allocator look at the memory again.
  allocator.free(0);
  if (maximum > START + size) expect(bufferOf(memory).byteLength).toBeGreaterThan(START + size);
  if (changes.SYS_MALLOC_LEGACY === true) checkLegacyEnd(allocator, bufferOf(memory), bits, live);
  else checkEnd(allocator, bufferOf(memory), heapLayout(options), live);
}

const ascending = (a: number, b: number): number => a - b;

/** Every block that is left is one of the heap's, and the heap has no other. */
function checkEnd(
  allocator: Allocator,
  memory: SharedArrayBuffer,
  layout: ReturnType<typeof heapLayout>,
  live: readonly number[],
): void {
  const chunks = () => checkHeap(heapView(allocator, memory, layout));
  const used = chunks().filter(({ state }) => state === 'used');
  expect(used.map(({ mem }) => mem).toSorted(ascending)).toEqual(live.toSorted(ascending));
  for (const mem of live) allocator.free(mem);
  // One free chunk in each segment: that with the record of the segment, or top.
  const left = chunks().map(({ state }) => state);
  expect(left.filter((state) => state === 'used')).toEqual([]);
  const segments = left.filter((state) => state === 'record').length + 1;
  expect(left.filter((state) => state === 'free' || state === 'top')).toHaveLength(segments);
}

/** The same for dlmalloc 2.6.6, whose static data follow the header. */
function checkLegacyEnd(
  allocator: Allocator,
  memory: SharedArrayBuffer,
  bits: Bits,
  live: readonly number[],
): void {
  const header = heapLayout(buildOptions(bits, LOCK)).header * 4;
  const chunks = () =>
    checkLegacyHeap(
      legacyView(
        { ...allocator, MALLOC_STATE_SIZE: allocator.MALLOC_STATE_SIZE - header },
        memory,
        bits,
      ),
    );
  const used = chunks().filter(({ state }) => state === 'used');
  expect(used.map(({ mem }) => mem).toSorted(ascending)).toEqual(live.toSorted(ascending));
  for (const mem of live) allocator.free(mem);
  expect(chunks().map(({ state }) => state)).toEqual(['top']);
}

describe('four threads share a heap, and nothing is lost or handed out twice', () => {
  test('a million calls', async () => {
    await run({}, 32, 250_000);
  });

  test('100,000 calls, two of the threads with malloc.wasm', async () => {
    const memory = sharedMemory(MAXIMUM >>> 16, MAXIMUM >>> 16);
    const face = dataUrl(faceText(await lowered(buildOptions(32, LOCK))));
    await run({}, 32, 25_000, { memory, size: MAXIMUM - START, maximum: MAXIMUM }, face);
  });

  test.each<[string, OptionChanges, Bits]>([
    ['SANDBOX in 64 bits', SANDBOX, 64],
    ['SANDBOX in 32 bits', SANDBOX, 32],
    ['SYS_MALLOC_SMALL in 64 bits', SMALL, 64],
    ['SYS_MALLOC_LEGACY in 32 bits', LEGACY, 32],
    ['SYS_MALLOC_LEGACY in 64 bits', LEGACY, 64],
  ])('100,000 calls, %s', async (_, changes, bits) => {
    await run(changes, bits, 25_000);
  });

  describe.each<[string, OptionChanges, Bits]>([
    ['a simple sys_alloc', {}, 32],
    ['a full sys_alloc', SANDBOX, 64],
    ['a full sys_alloc that gives memory back', { ...SANDBOX, MORECORE_CANNOT_TRIM: false }, 32],
  ])('in a memory that they let grow, with %s', (_, changes, bits) => {
    const options = { ...changes, SYS_MALLOC_GROW: true };

    test('of WebAssembly', async () => {
      const memory = sharedMemory(1, MAXIMUM >>> 16);
      await run(options, bits, 10_000, { memory, size: 65_536 - START, maximum: MAXIMUM });
    });

    test('a SharedArrayBuffer', async () => {
      const memory = new SharedArrayBuffer(65_536, { maxByteLength: MAXIMUM });
      await run(options, bits, 10_000, { memory, size: 65_536 - START, maximum: MAXIMUM });
    });
  });
});
