/** The other end of `startThread()`: measures the programs that it is given. */
import { parentPort, workerData } from 'node:worker_threads';
import { WasmTargetError } from '../../wasm/index.ts';
import { localWork, type TemplatesLocation } from './local.ts';
import type { Answer, Question } from './threads.ts';

const work = localWork(workerData as TemplatesLocation);

async function answer({ id, program }: Question): Promise<Answer> {
  try {
    return { id, bytes: await work(program) };
  } catch (error) {
    return error instanceof WasmTargetError
      ? { id, refused: error.message, blamed: error.blamed }
      : { id, error };
  }
}

parentPort?.on('message', (question: Question) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  void answer(question).then((result) => parentPort?.postMessage(result));
});
