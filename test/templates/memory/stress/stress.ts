/*
 * Random calls on a heap that others use at the same time. It runs in workers of Node.js and of
 * browsers, so it imports nothing that runs.
 */
import type { Allocator, Memory } from '../../../support/allocator.ts';

/** What all threads of one run share. */
export interface StressTask {
  readonly memory: Memory;
  readonly threads: number;
  /** Calls that each of them makes. */
  readonly calls: number;
  /** How many of them have come to the start. */
  readonly arrived: SharedArrayBuffer;
  /** For each 8 bytes of the memory: does a block start there? */
  readonly owned: SharedArrayBuffer;
  /** Blocks on their way from one thread to another: SLOT_WORDS each. */
  readonly mailbox: SharedArrayBuffer;
}

export interface StressReport {
  /** Calls that found no room. */
  readonly failures: number;
  /** Blocks that came from other threads. */
  readonly received: number;
  /** Addresses of the blocks that are left. */
  readonly live: readonly number[];
}

interface Block {
  readonly mem: number;
  readonly size: number;
  /** No other block is filled like this one. */
  readonly pattern: number;
}

const SLOTS = 64;
/** {state, mem, size, pattern} */
const SLOT_WORDS = 4;
const [EMPTY, BUSY, FULL] = [0, 1, 2] as const;
const MAX_LIVE = 300;

/** @param maximum bytes that the memory may have in the end */
export function stressTask(
  memory: Memory,
  maximum: number,
  threads: number,
  calls: number,
): StressTask {
  return {
    memory,
    threads,
    calls,
    arrived: new SharedArrayBuffer(4),
    owned: new SharedArrayBuffer(maximum / 2),
    mailbox: new SharedArrayBuffer(SLOTS * SLOT_WORDS * 4),
  };
}

/** How many threads have yet to come. */
export function missing({ arrived, threads }: StressTask): number {
  return threads - Atomics.load(new Int32Array(arrived), 0);
}

/** Tells the others that this thread is ready. */
export function arrive({ arrived }: StressTask): void {
  Atomics.add(new Int32Array(arrived), 0, 1);
  Atomics.notify(new Int32Array(arrived), 0);
}

/** Waits until all are, so that all make their calls at the same time. */
export function waitForAll(task: StressTask): void {
  const counter = new Int32Array(task.arrived);
  for (let left = missing(task); left > 0; left = missing(task)) {
    const outcome = Atomics.wait(counter, 0, task.threads - left, 30_000);
    if (outcome === 'timed-out') throw new Error(`${String(left)} threads did not come`);
  }
}

/** Numbers from 0 up to 2^32, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/**
 * Makes the calls of one thread, filling every block and looking at its contents before it goes.
 * @throws Error when a block is handed out twice, or its contents changed
 */
export function stress(allocator: Allocator, task: StressTask, thread: number): StressReport {
  const next = random(thread * 7919 + 1);
  let bytes: Uint8Array = new Uint8Array(0);
  const owned = new Int32Array(task.owned);
  const mailbox = new Int32Array(task.mailbox);
  const live: Block[] = [];
  let failures = 0;
  let received = 0;
  let blocks = 0;

  const fail = (what: string): never => {
    throw new Error(`thread ${String(thread)}: ${what}`);
  };

  /** The memory with all that it has become. */
  function look(): void {
    const { memory } = task;
    const buffer = 'buffer' in memory ? memory.buffer : memory;
    if (bytes.byteLength < buffer.byteLength) bytes = new Uint8Array(buffer);
  }

  function own(mem: number): void {
    look();
    if (Atomics.exchange(owned, mem / 8, 1) !== 0)
      fail(`block ${String(mem)} was handed out twice`);
  }

  function disown(mem: number): void {
    if (Atomics.exchange(owned, mem / 8, 0) !== 1) fail(`block ${String(mem)} was nobody's`);
  }

  function add(mem: number, size: number): void {
    if (mem === 0) {
      failures += 1;
      return;
    }
    own(mem);
    blocks += 1;
    const pattern = (blocks * 8 + thread) | 0;
    bytes.fill(pattern ^ (pattern >> 8), mem, mem + size);
    live.push({ mem, size, pattern });
  }

  function check({ mem, pattern }: Block, size: number): void {
    look();
    const expected = (pattern ^ (pattern >> 8)) & 255;
    for (let i = mem; i < mem + size; i += 1) {
      if (bytes[i] !== expected) fail(`byte ${String(i - mem)} of block ${String(mem)} changed`);
    }
  }

  const take = (): Block | undefined => live.splice(next() % (live.length + 1), 1)[0];

  function free(block: Block | undefined): void {
    if (block !== undefined) {
      check(block, block.size);
      disown(block.mem);
    }
    allocator.free(block?.mem ?? 0);
  }

  function resize(block: Block | undefined, size: number): void {
    if (block !== undefined) disown(block.mem);
    const mem = allocator.realloc(block?.mem ?? 0, size);
    if (mem !== 0) {
      if (block !== undefined) check({ ...block, mem }, Math.min(block.size, size));
      add(mem, size);
    } else {
      failures += 1;
      if (block === undefined) return;
      own(block.mem);
      live.push(block);
    }
  }

  function clear(size: number): void {
    const mem = allocator.calloc(1, size);
    look();
    if (mem !== 0 && bytes.subarray(mem, mem + size).some((byte) => byte !== 0)) {
      fail(`calloc() left block ${String(mem)} dirty`);
    }
    add(mem, size);
  }

  function align(size: number): void {
    const alignment = 16 << (next() % 8);
    const mem = allocator.memalign(alignment, size);
    if (mem % alignment !== 0) fail(`block ${String(mem)} is not aligned`);
    add(mem, size);
  }

  /** Gives a block to whoever frees it first, or frees one that somebody gave. */
  function exchange(): void {
    const slot = (next() % SLOTS) * SLOT_WORDS;
    if (Atomics.compareExchange(mailbox, slot, FULL, BUSY) === FULL) {
      const [mem = 0, size = 0, pattern = 0] = mailbox.subarray(slot + 1, slot + SLOT_WORDS);
      Atomics.store(mailbox, slot, EMPTY);
      received += 1;
      free({ mem: mem >>> 0, size, pattern });
    } else if (Atomics.compareExchange(mailbox, slot, EMPTY, BUSY) === EMPTY) {
      const block = take();
      if (block !== undefined) mailbox.set([block.mem, block.size, block.pattern], slot + 1);
      Atomics.store(mailbox, slot, block === undefined ? EMPTY : FULL);
    }
  }

  function randomSize(): number {
    const kind = next() % 100;
    const limit = kind < 80 ? 300 : kind < 98 ? 4000 : 60_000;
    return 1 + (next() % limit);
  }

  for (let call = 0; call < task.calls; call += 1) {
    const kind = live.length >= MAX_LIVE ? 99 : next() % 100;
    if (kind < 35) {
      const size = randomSize();
      add(allocator.malloc(size), size);
    } else if (kind < 42) clear(randomSize());
    else if (kind < 49) align(randomSize());
    else if (kind < 60) resize(take(), randomSize());
    else if (kind < 70) exchange();
    else free(take());
  }
  return { failures, received, live: live.map(({ mem }) => mem) };
}

/** Blocks that nobody took out of the mailbox. */
export function unclaimed(task: StressTask): readonly number[] {
  const mailbox = new Int32Array(task.mailbox);
  return Array.from({ length: SLOTS }, (_, i) => i * SLOT_WORDS)
    .filter((slot) => mailbox[slot] === FULL)
    .map((slot) => (mailbox[slot + 1] ?? 0) >>> 0);
}
