import type { Answer } from './data.ts';
import type { SharedHeap } from './heap.ts';

const THREADS = 3;
const CALLS = 5000;
const SLOTS = 64;
const START = 4096;
const BYTES = 4 << 20;
/** Nearly all of the heap: there is room for it only if everything was given back. */
const ALMOST_ALL = BYTES - 65536;

/** What a thread is asked. */
interface Task {
  readonly memory: SharedArrayBuffer;
  readonly seed: number;
}

/** A thread, as much of it as is used here. */
interface Thread {
  send(task: Task): void;
  /** Whether all that it did was right. */
  readonly done: Promise<boolean>;
}

interface NodeWorkers {
  readonly isMainThread: boolean;
  readonly parentPort: {
    once(event: 'message', listener: (task: Task) => void): void;
    postMessage(result: boolean): void;
  };
  readonly Worker: new (file: string) => {
    once(event: string, listener: (value: never) => void): void;
    postMessage(task: Task): void;
    terminate(): unknown;
  };
}

interface NodeProcess {
  readonly argv: readonly string[];
  getBuiltinModule?(name: string): unknown;
}

interface PageWorker {
  addEventListener(
    type: 'message' | 'error',
    listener: (event: { readonly data?: boolean; readonly message?: string }) => void,
  ): void;
  postMessage(task: Task): void;
  terminate(): void;
}

interface Globals {
  readonly process?: NodeProcess;
  readonly document?: object;
  readonly Worker?: new (url: string) => PageWorker;
  readonly importScripts?: object;
  onmessage?: (event: { readonly data: Task }) => void;
  postMessage?(result: boolean): void;
}

const globals = globalThis as unknown as Globals;
const node = globals.process?.getBuiltinModule?.('node:worker_threads') as NodeWorkers | undefined;

/** Whether this is one of the threads. It then waits for its task. */
export function isThread(heap: SharedHeap): boolean {
  // oxlint-disable unicorn/require-post-message-target-origin -- for windows alone
  if (node !== undefined && !node.isMainThread) {
    node.parentPort.once('message', (task) => node.parentPort.postMessage(work(heap, task)));
    return true;
  }
  if (globals.importScripts === undefined || globals.document !== undefined || node !== undefined)
    return false;
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- there is one
  globals.onmessage = ({ data }) => globals.postMessage?.(work(heap, data));
  return true;
}

/** Lets threads use one heap at once. @returns undefined in an engine without threads */
export async function threadsOf(heap: SharedHeap): Promise<Answer['workers']> {
  const start = threadMaker();
  if (start === undefined) return undefined;
  const memory = new SharedArrayBuffer(BYTES);
  heap.mem_malloc_init(memory, START, BYTES - START);
  const before = heap.malloc(ALMOST_ALL);
  heap.free(before);
  const threads = Array.from({ length: THREADS }, start);
  threads.forEach((thread, i) => thread.send({ memory, seed: i + 1 }));
  const results = await Promise.all(threads.map(({ done }) => done));
  const isWhole = before > 0 && heap.malloc(ALMOST_ALL) === before;
  return { threads: THREADS, isRight: isWhole && results.every(Boolean) };
}

function threadMaker(): (() => Thread) | undefined {
  if (node !== undefined) return startNodeThread;
  return globals.document !== undefined && globals.Worker !== undefined
    ? startPageThread
    : undefined;
}

function startNodeThread(): Thread {
  const { Worker } = node as NodeWorkers;
  const worker = new Worker(globals.process?.argv[1] ?? '');
  const done = new Promise<boolean>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return { done: done.finally(() => worker.terminate()), send: (task) => worker.postMessage(task) };
}

function startPageThread(): Thread {
  const Worker = globals.Worker as NonNullable<Globals['Worker']>;
  const worker = new Worker('/program.js');
  const done = new Promise<boolean>((resolve, reject) => {
    worker.addEventListener('message', ({ data }) => resolve(data === true));
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
  });
  return { done: done.finally(() => worker.terminate()), send: (task) => worker.postMessage(task) };
}

/** Takes blocks, fills them, and gives them back; says whether each still held what it was filled with. */
function work(heap: SharedHeap, { memory, seed }: Task): boolean {
  heap.mem_malloc_attach(memory, START);
  const bytes = new Uint8Array(memory);
  const blocks = new Int32Array(SLOTS);
  const sizes = new Int32Array(SLOTS);
  let random = seed;
  let isRight = true;
  const giveBack = (slot: number): void => {
    const mem = blocks[slot] ?? 0;
    for (let i = 0; i < (sizes[slot] ?? 0); i += 1)
      isRight &&= bytes[mem + i] === ((seed + slot) & 255);
    heap.free(mem);
    blocks[slot] = 0;
  };
  for (let call = 0; call < CALLS; call += 1) {
    random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
    const slot = (random >>> 16) % SLOTS;
    if (blocks[slot] !== 0) giveBack(slot);
    else {
      const size = 1 + ((random >>> 8) % 500);
      const mem = heap.malloc(size);
      isRight &&= mem > 0;
      bytes.fill((seed + slot) & 255, mem, mem + size);
      blocks[slot] = mem;
      sizes[slot] = size;
    }
  }
  for (let slot = 0; slot < SLOTS; slot += 1) if (blocks[slot] !== 0) giveBack(slot);
  return isRight;
}
