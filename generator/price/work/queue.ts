import { VARIANTS_A_THREAD } from '../../matrix/work/variants-a-thread.ts';
import type { Bytes } from '../bytes.ts';
import { programText, type Measurer, type Program } from '../program.ts';
import type { Kept } from './kept.ts';
import type { TemplatesLocation, Work } from './local.ts';
import { onAbort } from './on-abort.ts';
import { startThread, type MeasuringThread } from './threads.ts';

/** Who does the work. */
export interface Workers {
  readonly local: Work;
  readonly location: TemplatesLocation;
  readonly jobs: number;
  /** Work in this thread as well, which has read the program already. */
  readonly worksHere?: boolean;
  readonly thread?: string;
}

/** Programs that a worker has at once: one is specialised while others are minified and compressed. */
const AT_ONCE = 3;

interface Job {
  readonly program: Program;
  readonly text: string;
  readonly done: Promise<Bytes>;
  resolve(bytes: Bytes): void;
  reject(error: unknown): void;
  waiting: number;
  hasBegun: boolean;
}

/** Measures each program once, in the order in which they were asked for. */
export function queuedMeasurer(kept: Kept, workers: Workers): Measurer {
  const jobs = new Map<string, Job>();
  const queue: Job[] = [];
  const crew: { readonly work: Work; readonly thread?: MeasuringThread; busy: number }[] = [];
  let isClosed = false;

  const hire = (): void => {
    const { local, thread, location, worksHere = false } = workers;
    if ((worksHere || thread === undefined) && crew.length === 0)
      crew.push({ work: local, busy: 0 });
    if (thread === undefined) return;
    const wanted = Math.min(workers.jobs, Math.ceil(queue.length / VARIANTS_A_THREAD));
    while (crew.length < wanted) {
      const started = startThread(thread, location);
      crew.push({ work: started.work, thread: started, busy: 0 });
    }
  };

  const next = (): void => {
    hire();
    for (;;) {
      const [worker] = crew.toSorted((a, b) => a.busy - b.busy);
      if (worker === undefined || worker.busy >= AT_ONCE) return;
      const job = queue.shift();
      if (job === undefined) return;
      job.hasBegun = true;
      worker.busy += 1;
      void worker
        .work(job.program)
        .then((bytes) => {
          kept.put(job.text, bytes);
          job.resolve(bytes);
        }, job.reject)
        .finally(() => {
          worker.busy -= 1;
          next();
        });
    }
  };

  const begin = (program: Program, text: string): Job => {
    let resolve!: Job['resolve'];
    let reject!: Job['reject'];
    const done = new Promise<Bytes>((good, bad) => {
      resolve = good;
      reject = bad;
    });
    const job: Job = { program, text, done, resolve, reject, waiting: 0, hasBegun: false };
    jobs.set(text, job);
    queue.push(job);
    // Programs that are asked for together come in one go.
    queueMicrotask(next);
    return job;
  };

  const drop = (job: Job): void => {
    if (job.hasBegun || job.waiting > 0) return;
    jobs.delete(job.text);
    queue.splice(queue.indexOf(job), 1);
  };

  return {
    async measure(program, signal) {
      signal?.throwIfAborted();
      if (isClosed) throw new Error('the measurer is closed');
      const text = programText(program);
      const known = kept.get(text);
      if (known !== undefined) return known;
      const job = jobs.get(text) ?? begin(program, text);
      job.waiting += 1;
      if (signal === undefined) return job.done;
      let stopWaiting!: () => void;
      const aborted = new Promise<never>((_, reject) => {
        stopWaiting = onAbort(signal, () => {
          job.waiting -= 1;
          drop(job);
          reject(signal.reason as Error);
        });
      });
      try {
        return await Promise.race([job.done, aborted]);
      } finally {
        stopWaiting();
      }
    },
    async close() {
      isClosed = true;
      for (const { reject } of queue.splice(0)) reject(new Error('the measurer is closed'));
      await Promise.all(crew.map(({ thread }) => thread?.end()));
    },
  };
}
