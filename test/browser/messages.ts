import type { StressTask } from '../templates/memory/stress/stress.ts';

/** From the page to a worker. */
export interface WorkerMessage {
  readonly start: number;
  readonly thread: number;
  readonly task: StressTask;
}

/** From the page to the test. */
export interface PageReport {
  /** Whether the page's main thread may call Atomics.wait(). */
  readonly maySleep: boolean;
  readonly start: number;
  /** For the main thread and each worker: calls that found no room, and blocks that others gave. */
  readonly failures: readonly number[];
  readonly received: readonly number[];
  /** Addresses of the blocks that are left. */
  readonly live: readonly number[];
}
