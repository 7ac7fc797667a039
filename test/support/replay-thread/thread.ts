/** The thread of `ReplayThread`: a message for each job, and one for each result. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Allocator } from '../allocator.ts';
import { isSameMemory, replayInFreshMemory } from '../golden-replay.ts';
import { loadModule } from '../load-variant.ts';
import { parseTrace, type TraceCall } from '../trace.ts';
import type { ReplayJob, ReplayResult } from './job.ts';

const { templates } = workerData as { readonly templates: string };
const traces = new Map<string, readonly TraceCall[]>();

parentPort?.on('message', (job: ReplayJob) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  void run(job).then((result) => parentPort?.postMessage(result));
});

async function run(job: ReplayJob): Promise<ReplayResult> {
  if (job.text !== null) traces.set(job.trace, parseTrace(job.text));
  Object.assign(globalThis, { MALLOCGEN_OPTIONS: job.templates });
  const first = job.templates && (await replay(templates, job));
  const second = job.variant === null ? null : await replay(job.variant, job);
  return {
    templates: first?.offsets ?? [],
    variant: second?.offsets ?? [],
    isSameMemory: first !== null && second !== null && isSameMemory(first, second),
  };
}

async function replay(javascript: string, { trace, size, start }: ReplayJob) {
  const allocator = await loadModule<Allocator>(javascript);
  return replayInFreshMemory(allocator, traces.get(trace) ?? [], size, start);
}
