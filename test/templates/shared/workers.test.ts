/*
 * Four threads on one heap.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from '@jest/globals';
import type { Allocator } from '../../support/allocator.ts';
import { SANDBOX, SMALL, buildOptions, type Bits } from '../../support/build-options.ts';
import type { OptionChanges } from '../../support/build-options.ts';
import { bundleWorker, dataUrl } from '../../support/bundle-worker.ts';
import { heapLayout } from '../../support/heap-layout.ts';
import { checkHeap, heapView } from '../../support/heap-walker.ts';
import { loadVariant } from '../../support/load-variant.ts';
import { specialised } from '../../support/specialised.ts';
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

async function run(changes: OptionChanges, bits: Bits, calls: number): Promise<void> {
  const options = buildOptions(bits, { ...changes, ...LOCK });
  const { javascript } = specialised(options);
  const memory = new SharedArrayBuffer(1 << 20);
  const start = 4096;
  const task = stressTask(memory, THREADS, calls);
  const allocator = await loadVariant(javascript);
  allocator.mem_malloc_init(memory, start, memory.byteLength - start);
  const url = dataUrl(javascript);
  const reports = await runThreads(
    Array.from({ length: THREADS }, (_, thread) => ({ url, start, thread, task })),
  );
  expect(reports.some(({ failures }) => failures > 0)).toBe(true);
  expect(reports.every(({ received }) => received > 0)).toBe(true);
  const live = [...reports.flatMap((report) => report.live), ...unclaimed(task)];
  checkEnd(allocator, memory, heapLayout(options), live);
}

/** Every block that is left is one of the heap's, and the heap has no other. */
function checkEnd(
  allocator: Allocator,
  memory: SharedArrayBuffer,
  layout: ReturnType<typeof heapLayout>,
  live: readonly number[],
): void {
  const chunks = () => checkHeap(heapView(allocator, memory, layout));
  const used = chunks().filter(({ state }) => state === 'used');
  const ascending = (a: number, b: number) => a - b;
  expect(used.map(({ mem }) => mem).toSorted(ascending)).toEqual(live.toSorted(ascending));
  for (const mem of live) allocator.free(mem);
  expect(chunks().map(({ state }) => state)).toEqual(['top']);
}

describe('four threads share a heap, and nothing is lost or handed out twice', () => {
  test('a million calls', async () => {
    await run({}, 32, 250_000);
  });

  test.each<[string, OptionChanges, Bits]>([
    ['SANDBOX in 64 bits', SANDBOX, 64],
    ['SANDBOX in 32 bits', SANDBOX, 32],
    ['SYS_MALLOC_SMALL in 64 bits', SMALL, 64],
  ])('100,000 calls, %s', async (_, changes, bits) => {
    await run(changes, bits, 25_000);
  });
});
