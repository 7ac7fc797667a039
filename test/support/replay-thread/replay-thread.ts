/*
 * Traces of a hundred thousand calls, replayed in a thread. In the context that jest runs tests in, V8
 * takes many times as long for them.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { BuildOptions } from '../../../generator/options/index.ts';
import { bundleWorker, dataUrl } from '../bundle-worker.ts';
import { GOLDEN_START, goldenHeapSize, goldenText, type GoldenTrace } from '../golden.ts';
import { specialised } from '../specialised.ts';
import type { ReplayJob, ReplayResult } from './job.ts';

const bundle = (path: string) => bundleWorker(new URL(path, import.meta.url), 'node');

/** Close it when all is replayed. */
export class ReplayThread {
  readonly #worker = new Worker(new URL(dataUrl(bundle('./thread.ts'))), {
    workerData: { templates: bundle('../../../templates/index.ts') },
  });
  readonly #sent = new Set<GoldenTrace>();

  /** What the templates return, as they are. */
  async templates(options: BuildOptions, trace: GoldenTrace): Promise<readonly number[]> {
    return (await this.#run(options, null, trace, GOLDEN_START)).templates;
  }

  /** What the module returns that is made of the templates. */
  async variant(options: BuildOptions, trace: GoldenTrace): Promise<readonly number[]> {
    return (await this.#run(null, specialised(options).javascript, trace, GOLDEN_START)).variant;
  }

  both(options: BuildOptions, trace: GoldenTrace, start = GOLDEN_START): Promise<ReplayResult> {
    return this.#run(options, specialised(options).javascript, trace, start);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  /** One job at a time. An error in the thread rejects. */
  async #run(
    templates: BuildOptions | null,
    variant: string | null,
    trace: GoldenTrace,
    start: number,
  ): Promise<ReplayResult> {
    const text = this.#sent.has(trace) ? null : goldenText(trace);
    this.#sent.add(trace);
    const size = goldenHeapSize(trace);
    const job: ReplayJob = { templates, variant, trace, text, size, start };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
    this.#worker.postMessage(job);
    const [result] = (await once(this.#worker, 'message')) as [ReplayResult];
    return result;
  }
}
