/* A worker of the page. */
import type { Allocator } from '../support/allocator.ts';
import { arrive, stress, waitForAll } from '../templates/memory/stress/stress.ts';
import type { WorkerMessage } from './messages.ts';

const scope = globalThis as unknown as {
  addEventListener(
    type: 'message',
    listener: (event: { readonly data: WorkerMessage }) => Promise<void>,
  ): void;
  postMessage(message: unknown): void;
};

scope.addEventListener('message', async ({ data: { start, thread, task } }) => {
  const url: string = '/malloc.js';
  const allocator = (await import(url)) as Allocator;
  allocator.mem_malloc_attach(task.memory, start);
  arrive(task);
  waitForAll(task);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- for windows alone
  scope.postMessage(stress(allocator, task, thread));
});
