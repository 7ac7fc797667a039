/*
 * A mutex of three states, after Ulrich Drepper, "Futexes Are Tricky" (2011), mutex 3. Who waits has
 * made the state CONTENDED, and takes the lock as CONTENDED, because others may wait too; so who leaves
 * it CONTENDED wakes one of them, and no wake-up is lost.
 *
 *     FREE        nobody has the heap
 *     HELD        somebody has it
 *     CONTENDED   somebody has it, and others may wait
 */
import {
  FIXED_POOL,
  SYS_MALLOC_ATTACH,
  SYS_MALLOC_F,
  SYS_MALLOC_LOCK,
} from '../options/options.ts';
import { follow_memory } from './remap.ts';
import { LOCK, header } from './header.ts';
import { follow_heap, save_pool } from './saved_pool.ts';

const FREE = 0;
const HELD = 1;
const CONTENDED = 2;

/** So often a thread looks whether the lock is free before it sleeps: most calls are that short. */
const SPINS = 100;
/** A thread that may not sleep looks so often in a row, at most, between two attempts. */
const MAX_PAUSE = 1024;
/** It gives up after so many milliseconds: who has the heap is not going to come back. */
const PATIENCE = 10_000;

/**
 * Calls under way in this thread, one inside the other: what a call calls back, such as a function of
 * set_morecore(), may make calls of its own.
 */
let depth = 0;

/** Begins a call: the memory is where it is now, and nobody else reads or writes the heap until it ends. @inline */
export function lock(): void {
  follow_memory();
  if (SYS_MALLOC_LOCK) acquire();
}

/** Ends a call, also one that throws. @inline */
export function unlock(): void {
  if (SYS_MALLOC_ATTACH && !FIXED_POOL && has_heap()) save_pool();
  if (SYS_MALLOC_LOCK) release();
}

/** @throws TypeError if there can be no lock in the memory */
export function check_shared(buffer: ArrayBufferLike): void {
  if (String(buffer) !== '[object SharedArrayBuffer]') {
    throw new TypeError(
      'a heap with a lock needs a SharedArrayBuffer, or a shared WebAssembly.Memory',
    );
  }
}

/** Before the heap is there, malloc_simple() serves this thread alone. @inline */
function has_heap(): boolean {
  return !SYS_MALLOC_F || header !== undefined;
}

function acquire(): void {
  if (depth === 0 && has_heap()) {
    if (Atomics.compareExchange(header, LOCK, FREE, HELD) !== FREE) wait_for_lock();
    if (!FIXED_POOL) follow_heap();
  }
  depth += 1;
}

function release(): void {
  depth -= 1;
  if (depth === 0 && has_heap() && Atomics.exchange(header, LOCK, FREE) === CONTENDED) {
    Atomics.notify(header, LOCK, 1);
  }
}

function take_free_lock(): boolean {
  return (
    Atomics.load(header, LOCK) === FREE &&
    Atomics.compareExchange(header, LOCK, FREE, HELD) === FREE
  );
}

function wait_for_lock(): void {
  for (let i = 0; i < SPINS; i += 1) if (take_free_lock()) return;
  if (!may_sleep()) {
    spin_for_lock();
  } else {
    while (Atomics.exchange(header, LOCK, CONTENDED) !== FREE) {
      Atomics.wait(header, LOCK, CONTENDED);
    }
  }
}

/** A browser lets workers sleep, but not its main thread. The lock is never -1, so nobody sleeps here. */
function may_sleep(): boolean {
  try {
    Atomics.wait(header, LOCK, -1);
    return true;
  } catch {
    return false;
  }
}

/**
 * For who may not sleep. It goes before those that do: they take time to wake up. So it gets the lock
 * as soon as the call that is under way ends, and looks less and less often until then.
 * @throws Error if that takes too long
 */
function spin_for_lock(): void {
  const end = Date.now() + PATIENCE;
  for (let pause = 1; !take_free_lock(); pause = Math.min(pause * 2, MAX_PAUSE)) {
    let i = 0;
    while (i < pause && Atomics.load(header, LOCK) !== FREE) i += 1;
    if (Date.now() > end) throw new Error('the heap stays locked: did a worker end in a call?');
  }
}
