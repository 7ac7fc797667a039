/** The other end of `startThread()`: answers one question after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { MallocgenError } from '../../error.ts';
import { createWorker, type MatrixInput } from './worker.ts';
import type { Answer, Ask, Question } from './threads.ts';

const worker = createWorker(workerData as MatrixInput);

function valueOf(question: Ask): Promise<Extract<Answer, { readonly value: unknown }>['value']> {
  switch (question.kind) {
    case 'plan':
      return worker.plan(question.defconfigs);
    case 'lower':
      return worker.lower(question.options, question.goal);
    default:
      return worker[question.kind](question.options);
  }
}

async function answer({ id, ...question }: Question): Promise<Answer> {
  try {
    return { id, value: await valueOf(question) };
  } catch (error) {
    return error instanceof MallocgenError ? { id, refused: error.message } : { id, error };
  }
}

parentPort?.on('message', (question: Question) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  void answer(question).then((result) => parentPort?.postMessage(result));
});
