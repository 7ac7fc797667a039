/** The other end of `startThread()`: answers one question after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { MallocgenError } from '../../error.ts';
import { createWorker, type MatrixInput } from './worker.ts';
import type { Answer, Question } from './threads.ts';

const worker = createWorker(workerData as MatrixInput);

async function answer({ id, ...question }: Question): Promise<Answer> {
  try {
    const value =
      question.kind === 'plan'
        ? await worker.plan(question.defconfigs)
        : await worker[question.kind](question.options);
    return { id, value };
  } catch (error) {
    return error instanceof MallocgenError ? { id, refused: error.message } : { id, error };
  }
}

parentPort?.on('message', (question: Question) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  void answer(question).then((result) => parentPort?.postMessage(result));
});
