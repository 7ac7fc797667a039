import type { BuildOptions } from '../../../generator/options/index.ts';
import {
  createSpecialiser,
  type Specialiser,
  type Templates,
} from '../../../generator/specialise/index.ts';
import { CALL, type Trace } from '../../trace/index.ts';
import { MOST_HEAP } from '../replay/heap-length.ts';
import { instantiate } from '../replay/instantiate.ts';
import { observeOn } from '../replay/replay-variant.ts';

/** The calls that a trace makes, in the order of their first use. */
export function callsOf({ words }: Trace): readonly string[] {
  const names = Object.entries(CALL);
  const found = new Set<string>();
  for (let at = 0; at < words.length && found.size < names.length; at += 4) {
    const name = names.find(([, number]) => number === words[at])?.[0];
    if (name !== undefined) found.add(name);
  }
  return [...found];
}

/** Runs a trace on variants. */
export class TraceCheck {
  readonly #trace: Trace;
  readonly #specialiser: Specialiser;

  constructor(trace: Trace, templates: Templates) {
    this.#trace = trace;
    this.#specialiser = createSpecialiser(templates);
  }

  /** How many requests fail in a heap of that length. One that had to grow beyond it serves none. */
  async failures(options: BuildOptions, heap: number): Promise<number> {
    const { failures, end } = await this.#run(options, heap);
    return end > heap && options.enabled.SYS_MALLOC_GROW ? this.#trace.calls : failures;
  }

  /**
   * Bytes of a heap that serves every request, static data included, near to the fewest. Undefined for a
   * variant whose pool has a fixed length, and if there is none.
   */
  async neededHeap(options: BuildOptions, tooSmall: number): Promise<number | undefined> {
    if (options.enabled.SYS_MALLOC_SIMPLE) return undefined;
    for (let heap = tooSmall * 2; heap <= MOST_LOOKED_AT; heap *= 2) {
      if ((await this.failures(options, heap)) > 0) continue;
      return this.#narrowed(options, heap / 2, heap);
    }
    return undefined;
  }

  /** Halves the distance between a heap that is too small and one that is not. */
  async #narrowed(options: BuildOptions, tooSmall: number, enough: number): Promise<number> {
    let [low, high] = [tooSmall, enough];
    for (let step = 0; step < STEPS; step += 1) {
      const middle = Math.ceil((low + high) / 2 / ROUNDED) * ROUNDED;
      if (middle >= high) break;
      if ((await this.failures(options, middle)) > 0) low = middle;
      else high = middle;
    }
    return high;
  }

  async #run(
    options: BuildOptions,
    heap: number,
  ): Promise<{ readonly failures: number; readonly end: number }> {
    const { javascript } = this.#specialiser.price(options);
    const open = await instantiate(javascript, options, heap);
    const { failures, peakHeap } = observeOn(this.#trace, open, options);
    return { failures, end: peakHeap + (open().MALLOC_STATE_SIZE ?? 0) };
  }
}

/** A heap is looked for up to this length. */
const MOST_LOOKED_AT = Math.min(MOST_HEAP, 0x4000_0000);
/** It is said in multiples of this, and looked for in this number of steps. */
const ROUNDED = 256;
const STEPS = 8;
