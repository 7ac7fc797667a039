/**
 * The thread that `do-job-sync.ts` starts: it does jobs while the one that asks is blocked.
 */
import { workerData, type MessagePort } from 'node:worker_threads';

import { doJob } from './do-job.ts';
import type { Request } from './job.ts';

const port = workerData as MessagePort;

port.on('message', ({ job, done }: Request) => {
  void doJob(job).then((answer) => {
    port.postMessage(answer);
    const flag = new Int32Array(done);
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  });
});
