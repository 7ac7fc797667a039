/*
 * A mutex of three states, after Ulrich Drepper, "Futexes Are Tricky" (2011), mutex 3. A thread that
 * waits sets the state to CONTENDED. It also takes the lock as CONTENDED, because others may be waiting
 * too. A thread that unlocks a CONTENDED mutex wakes one waiting thread, so no wake-up is lost.
 *
 *     FREE        no thread has the lock
 *     HELD        a thread has the lock
 *     CONTENDED   a thread has the lock, and others may be waiting
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

/** How often a thread checks the lock before it sleeps. Most calls take less time than that. */
const SPINS = 100;
/** How often a thread that may not sleep reads the lock between two attempts to take it, at most. */
const MAX_PAUSE = 1024;
/** Milliseconds after which it gives up, because the thread with the lock has probably ended. */
const PATIENCE = 10_000;

/**
 * Calls under way in this thread, one inside the other: what a call calls back, such as a function of
 * set_morecore(), may make calls of its own.
 */
let depth = 0;

/**
 * Begins a call: finds the memory if it was moved, and keeps other threads out of the heap until
 * unlock().
 * @inline
 */
export function lock(): void {
  follow_memory();
  if (SYS_MALLOC_LOCK) acquire();
}

/** Ends a call, even if it throws. @inline */
export function unlock(): void {
  if (SYS_MALLOC_ATTACH && !FIXED_POOL && has_heap()) save_pool();
  if (SYS_MALLOC_LOCK) release();
}

/** @throws TypeError if the memory is not shared, so that it cannot hold a lock */
export function check_shared(buffer: ArrayBufferLike): void {
  if (String(buffer) !== '[object SharedArrayBuffer]') {
    throw new TypeError(
      'a heap with a lock needs a SharedArrayBuffer, or a shared WebAssembly.Memory',
    );
  }
}

/** Whether there is a heap yet. Before, malloc_simple() serves this thread only. @inline */
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

/**
 * Browsers let workers sleep, but not the main thread. The lock is never -1, so this does not sleep.
 */
function may_sleep(): boolean {
  try {
    Atomics.wait(header, LOCK, -1);
    return true;
  } catch {
    return false;
  }
}

/**
 * Spins with exponential back-off, for threads that may not sleep. Such a thread overtakes sleeping
 * ones, which take time to wake up, so it gets the lock as soon as the current call ends.
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
