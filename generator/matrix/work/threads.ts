import { Worker as Thread } from 'node:worker_threads';
import type { BuildOptions } from '../../options/index.ts';
import type { SizeReport } from '../../measure/index.ts';
import type { Goal } from '../../wasm/index.ts';
import { MatrixError } from '../matrix-error.ts';
import type { Sizes } from '../matrix.ts';
import type { MatrixInput, Plan, Refusal, Worker } from './worker.ts';

/** What a thread is asked to do. */
export type Question = { readonly id: number } & (
  | { readonly kind: 'plan'; readonly defconfigs: readonly string[] }
  | { readonly kind: 'build' | 'weigh'; readonly options: BuildOptions }
  | { readonly kind: 'lower'; readonly options: BuildOptions; readonly goal: Goal }
);

/** Its answer: a value, the message of a `MallocgenError`, or another thing that was thrown. */
export type Answer =
  | { readonly id: number; readonly value: Plan | SizeReport | Sizes | Refusal }
  | { readonly id: number; readonly refused: string }
  | { readonly id: number; readonly error: unknown };

/** The same before it has a number. */
export type Ask =
  | { readonly kind: 'plan'; readonly defconfigs: readonly string[] }
  | { readonly kind: 'build' | 'weigh'; readonly options: BuildOptions }
  | { readonly kind: 'lower'; readonly options: BuildOptions; readonly goal: Goal };

/**
 * A worker in a thread of its own.
 * @param script `thread.ts`, compiled: Node.js does not run TypeScript in a thread
 */
export function startThread(script: string, input: MatrixInput): Worker {
  // The environment is not a plain object everywhere: Deno's cannot be handed over.
  const thread = new Thread(script, { workerData: { ...input, env: { ...input.env } } });
  const pending = new Map<
    number,
    { resolve: (value: never) => void; reject: (error: unknown) => void }
  >();
  let last = 0;
  const failAll = (error: unknown): void => {
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };
  thread.on('message', (answer: Answer) => {
    const waiting = pending.get(answer.id);
    pending.delete(answer.id);
    if ('error' in answer) waiting?.reject(answer.error);
    else if ('refused' in answer) waiting?.reject(new MatrixError(answer.refused));
    else waiting?.resolve(answer.value as never);
  });
  thread.on('error', failAll);
  thread.on('exit', (code) => failAll(new Error(`a thread ended with exit code ${code}`)));

  const ask = <T>(question: Ask): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      last += 1;
      pending.set(last, { resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
      thread.postMessage({ ...question, id: last });
    });

  return {
    plan: (defconfigs) => ask({ kind: 'plan', defconfigs }),
    build: (options) => ask({ kind: 'build', options }),
    weigh: (options) => ask({ kind: 'weigh', options }),
    lower: (options, goal) => ask({ kind: 'lower', options, goal }),
    end: async () => void (await thread.terminate()),
  };
}
