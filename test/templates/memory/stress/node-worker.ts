/* One thread of Node.js. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Allocator } from '../../../support/allocator.ts';
import { arrive, stress, waitForAll, type StressTask } from './stress.ts';

const { url, start, thread, task } = workerData as {
  readonly url: string;
  readonly start: number;
  readonly thread: number;
  readonly task: StressTask;
};

const allocator = (await import(url)) as Allocator;
allocator.mem_malloc_attach(task.memory, start);
arrive(task);
waitForAll(task);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- for windows alone
parentPort?.postMessage(stress(allocator, task, thread));
