/*
 * What every engine runs, as one script: `DATA` and `VARIANTS` are defined before it. It writes `ANSWER` and the
 * answer as JSON.
 */
import { nanosecondsOf, offsetsOf } from './addresses.ts';
import { backtracesOf } from './backtraces.ts';
import { digestOf, type Answer, type Data, type TraceData } from './data.ts';
import { growthOf } from './growth.ts';
import type { CheckedHeap, Heap, SharedHeap } from './heap.ts';
import { isThread, threadsOf } from './threads.ts';

declare const DATA: Data;
declare const VARIANTS: Readonly<Record<string, Heap>>;

interface Globals {
  /** Set before the program where the engine has no compiler: it gets the short traces alone. */
  readonly SLOW?: boolean;
  readonly document?: object;
  readonly performance?: { now(): number };
  readonly print?: (text: string) => void;
  readonly console?: { log(text: string): void };
  fetch(url: string, options: { readonly method: 'POST'; readonly body: string }): Promise<unknown>;
}

const globals = globalThis as unknown as Globals;
const now = (): number => globals.performance?.now() ?? Date.now();

/** Traces that are short enough to be replayed many times. */
const isShort = ({ name }: TraceData): boolean => name === 'dtc' || name === 'cc1';

/** A heap with a lock needs both. */
const canShare = typeof SharedArrayBuffer !== 'undefined' && typeof Atomics !== 'undefined';

async function answer(): Promise<Answer> {
  const variants: Record<string, Answer['variants'][string]> = {};
  for (const [name, digests] of Object.entries(DATA.digests)) {
    const heap = VARIANTS[name] as Heap;
    const isShared = name === 'shared';
    if (isShared && !canShare) continue;
    const traces = DATA.traces.filter((trace) => globals.SLOW !== true || isShort(trace));
    const isRight = (trace: TraceData): boolean => {
      const offsets = offsetsOf(heap, trace, name.startsWith('legacy'), isShared);
      return digestOf(offsets) === digests[DATA.traces.indexOf(trace)];
    };
    const right = traces.filter(isRight).length;
    const nanoseconds = nanosecondsOf(heap, traces.filter(isShort), isShared, now);
    variants[name] = { right, traces: traces.length, nanoseconds };
  }
  const workers = await threadsOf(VARIANTS['shared'] as SharedHeap);
  return {
    variants,
    growth: growthOf(VARIANTS['grow'] as Heap),
    backtraces: backtracesOf(VARIANTS['mcheck64'] as CheckedHeap),
    ...(workers !== undefined && { workers }),
  };
}

/** A page asks the server that it came from; a shell prints. */
function say(text: string): void {
  if (globals.document !== undefined) void globals.fetch('/answer', { method: 'POST', body: text });
  else (globals.print ?? globals.console?.log)?.(text);
}

if (!isThread(VARIANTS['shared'] as SharedHeap)) {
  answer().then(
    (result) => say(`ANSWER ${JSON.stringify(result)}`),
    (error: unknown) => say(`ERROR ${String(error)} ${(error as Error).stack ?? ''}`),
  );
}
