import { startThread } from './threads.ts';
import { createWorker, type MatrixInput, type Worker } from './worker.ts';

export interface WorkersRequest extends MatrixInput {
  /** The most threads to use; 1 means this one. */
  readonly jobs: number;
  /** `thread.ts`, compiled, for other threads. */
  readonly thread: string;
}

/** A few configurations are quicker in this thread. */
export function threadsFor(configurations: number): number {
  return Math.ceil(configurations / 4);
}

/** @param threads that would have enough work */
export function startWorkers(request: WorkersRequest, threads: number): readonly Worker[] {
  const { kconfig, cwd, srctree, templates, parsedTemplates, allowShell, env, phases } = request;
  const { dialect, functions, wasm } = request;
  const input: MatrixInput = {
    kconfig,
    ...(cwd !== undefined && { cwd }),
    ...(srctree !== undefined && { srctree }),
    templates,
    parsedTemplates,
    allowShell,
    ...(dialect !== undefined && { dialect }),
    ...(functions && { functions }),
    env,
    phases,
    wasm,
  };
  const count = Math.min(request.jobs, threads);
  if (count <= 1) return [createWorker({ ...input, tree: request.tree })];
  return Array.from({ length: count }, () => startThread(request.thread, input));
}
