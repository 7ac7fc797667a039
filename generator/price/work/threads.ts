import { Worker as Thread } from 'node:worker_threads';
import { WasmTargetError } from '../../wasm/index.ts';
import type { Bytes } from '../bytes.ts';
import type { Program } from '../program.ts';
import type { TemplatesLocation, Work } from './local.ts';

/** What a thread is asked. */
export interface Question {
  readonly id: number;
  readonly program: Program;
}

/** Its answer: the bytes, or what was thrown. */
export type Answer =
  | { readonly id: number; readonly bytes: Bytes }
  /** The message of a WasmTargetError: an error loses its class on the way. */
  | { readonly id: number; readonly refused: string; readonly blamed: string | undefined }
  | { readonly id: number; readonly error: unknown };

/** A thread that measures programs. */
export interface MeasuringThread {
  readonly work: Work;
  end(): Promise<void>;
}

interface Waiting {
  resolve(bytes: Bytes): void;
  reject(error: unknown): void;
}

/** @param script `thread.ts`, compiled: Node.js does not run TypeScript in a thread */
export function startThread(script: string, location: TemplatesLocation): MeasuringThread {
  const thread = new Thread(script, { workerData: location });
  const pending = new Map<number, Waiting>();
  let last = 0;
  const failAll = (error: unknown): void => {
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
    thread.unref();
  };
  thread.on('message', (answer: Answer) => {
    const waiting = pending.get(answer.id);
    pending.delete(answer.id);
    if (pending.size === 0) thread.unref();
    if ('error' in answer) waiting?.reject(answer.error);
    else if ('refused' in answer)
      waiting?.reject(new WasmTargetError(answer.refused, answer.blamed));
    else waiting?.resolve(answer.bytes);
  });
  thread.on('error', failAll);
  thread.on('exit', (code) => failAll(new Error(`a thread ended with exit code ${code}`)));
  return {
    work: (program) =>
      new Promise((resolve, reject) => {
        last += 1;
        pending.set(last, { resolve, reject });
        // The program lives until it has its answers.
        thread.ref();
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
        thread.postMessage({ id: last, program } satisfies Question);
      }),
    end: async () => void (await thread.terminate()),
  };
}
