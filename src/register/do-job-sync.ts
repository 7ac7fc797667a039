import {
  MessageChannel,
  receiveMessageOnPort,
  Worker,
  type MessagePort,
} from 'node:worker_threads';

import { ImportError, problemWithFrame } from '../imports/import-error.ts';
import type { Answer, Job, Request } from './job.ts';

/** The thread that does the jobs, started with the first one. */
let thread: MessagePort | undefined;

/**
 * Does a job in another thread and waits for it: what loads a module on demand cannot wait otherwise.
 * Prints the warnings.
 * @throws {ImportError} when an input is at fault
 */
export function doJobSync(job: Job): string {
  thread ??= startThread();
  const done = new SharedArrayBuffer(4);
  const request: Request = { job, done };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- for windows alone
  thread.postMessage(request);
  Atomics.wait(new Int32Array(done), 0, 0);
  const { message } = receiveMessageOnPort(thread) as { readonly message: Answer };
  return textOf(message);
}

/**
 * The text of an answer. Prints its warnings to standard error.
 * @throws {ImportError} for problems
 */
export function textOf(answer: Answer): string {
  if ('fault' in answer) throw answer.fault;
  if ('problems' in answer) throw new ImportError(answer.problems);
  for (const warning of answer.warnings) console.warn(`Warning: ${problemWithFrame(warning)}`);
  return answer.text;
}

function startThread(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL('./job-thread.js', import.meta.url), {
    workerData: port2,
    transferList: [port2],
    // The options of this process may register what started this thread.
    execArgv: [],
  });
  // A program ends when its own work is done.
  worker.unref();
  port1.unref();
  return port1;
}
