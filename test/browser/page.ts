/*
 * What the page of the test does: its main thread and three workers share a heap.
 */
import type { Allocator } from '../support/allocator.ts';
import {
  arrive,
  missing,
  stress,
  stressTask,
  unclaimed,
} from '../templates/memory/stress/stress.ts';
import { sharedMemory } from '../support/wasm-memory.ts';
import type { StressReport } from '../templates/memory/stress/stress.ts';
import type { PageReport, WorkerMessage } from './messages.ts';

const WORKERS = 3;
const CALLS = 20_000;
const PAGES = 16;
const START = 4096;

/** The little of the DOM that the page needs. */
declare const Worker: new (
  url: string,
  options: { type: 'module' },
) => {
  addEventListener(type: 'message', listener: (event: { data: StressReport }) => void): void;
  addEventListener(type: 'error', listener: (event: { message: string }) => void): void;
  postMessage(message: WorkerMessage): void;
};

function runWorker(message: WorkerMessage): Promise<StressReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker('/worker.js', { type: 'module' });
    worker.addEventListener('message', ({ data }) => resolve(data));
    worker.addEventListener('error', ({ message: text }) => reject(new Error(text)));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- for windows alone
    worker.postMessage(message);
  });
}

/** May this thread call Atomics.wait()? */
function maySleep(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1);
    return true;
  } catch {
    return false;
  }
}

async function main(): Promise<{
  readonly report: PageReport;
  readonly bytes: Uint8Array<ArrayBuffer>;
}> {
  const url: string = '/malloc.js';
  const allocator = (await import(url)) as Allocator;
  const memory = sharedMemory(PAGES, PAGES);
  const buffer = memory.buffer as ArrayBufferLike as SharedArrayBuffer;
  allocator.mem_malloc_init(memory, START, buffer.byteLength - START);
  const task = stressTask(memory, buffer.byteLength, WORKERS + 1, CALLS);
  const workers = Array.from({ length: WORKERS }, (_, thread) =>
    runWorker({ start: START, thread, task }),
  );
  const all = Promise.all(workers);
  while (missing(task) > 1) {
    await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 5))]);
  }
  arrive(task);
  const own = stress(allocator, task, WORKERS);
  const reports = [own, ...(await all)];
  const report = {
    maySleep: maySleep(),
    start: START,
    failures: reports.map(({ failures }) => failures),
    received: reports.map(({ received }) => received),
    live: [...reports.flatMap(({ live }) => live), ...unclaimed(task)],
  };
  return { report, bytes: new Uint8Array(buffer).slice() };
}

function post(path: string, body: Uint8Array<ArrayBuffer> | string): Promise<unknown> {
  return fetch(path, { method: 'POST', body });
}

try {
  const { report, bytes } = await main();
  await post('/memory', bytes);
  await post('/report', JSON.stringify(report));
} catch (error) {
  await post('/failure', String(error));
}
