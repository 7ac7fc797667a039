/*
 * A mutex of three states, after Ulrich Drepper, "Futexes Are Tricky" (2011), mutex 3. A thread that
 * waits sets the state to CONTENDED. It also takes the lock as CONTENDED, because others may be waiting
 * too. A thread that unlocks a CONTENDED mutex wakes one waiting thread, so no wake-up is lost.
 *
 *     FREE        no thread has the lock
 *     HELD        a thread has the lock
 *     CONTENDED   a thread has the lock, and others may be waiting
 *
 * With SYS_MALLOC_LOCK_BREAK the bits above these two hold the number of the thread that has the lock, so
 * that who has it is never unknown, and there is one more state, of the whole word:
 *
 *     LOST        a thread ended with the lock, and left a heap that is not sound
 */
import {
  FIXED_POOL,
  SYS_MALLOC_ATTACH,
  SYS_MALLOC_F,
  SYS_MALLOC_LOCK,
  SYS_MALLOC_LOCK_BREAK,
} from '../options/options.ts';
import { follow_memory } from './remap.ts';
import { has_new_extent } from './extent.ts';
import { LOCK, header } from './header.ts';
import { follow_heap, save_pool } from './saved_pool.ts';

const FREE = 0;
const HELD = 1;
const CONTENDED = 2;
const LOST = 3;

/** The bits of the state. */
const STATE_BITS = 2;
const STATE = 3;

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

/** The number of this thread, above the bits of the state. */
let owner_bits = 0;

/**
 * Gives this thread a number, by which malloc_lock_break() knows it. Until then it is 0. Two threads
 * that are alive should not have the same.
 * @param owner an integer from 0 to 2^29 - 1
 * @throws RangeError if it is not
 */
export function set_lock_owner(owner: number): void {
  if (owner >>> 0 !== owner || owner >= 2 ** 29) throw new RangeError('a lock has no such owner');
  owner_bits = owner << STATE_BITS;
}

/** The word of a lock that this thread has. @inline */
function mine(state: number): number {
  return SYS_MALLOC_LOCK_BREAK ? owner_bits | state : state;
}

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
  if (SYS_MALLOC_ATTACH && !FIXED_POOL && has_new_extent && has_heap()) save_pool();
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
    if (Atomics.compareExchange(header, LOCK, FREE, mine(HELD)) !== FREE) wait_for_lock();
    if (!FIXED_POOL) follow_heap();
  }
  depth += 1;
}

function release(): void {
  depth -= 1;
  if (depth === 0 && has_heap() && state_of(Atomics.exchange(header, LOCK, FREE)) === CONTENDED) {
    Atomics.notify(header, LOCK, 1);
  }
}

/** @inline */
function state_of(word: number): number {
  return SYS_MALLOC_LOCK_BREAK ? word & STATE : word;
}

function take_free_lock(): boolean {
  return (
    Atomics.load(header, LOCK) === FREE &&
    Atomics.compareExchange(header, LOCK, FREE, mine(HELD)) === FREE
  );
}

function wait_for_lock(): void {
  for (let i = 0; i < SPINS; i += 1) if (take_free_lock()) return;
  if (!may_sleep()) {
    spin_for_lock();
  } else if (SYS_MALLOC_LOCK_BREAK) {
    sleep_for_lock();
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
 * Sleeps until the lock is free. Only the thread that has the lock writes its number, so a waiting one
 * changes nothing but the state.
 * @throws Error if that takes too long
 */
function sleep_for_lock(): void {
  for (;;) {
    const word = Atomics.load(header, LOCK);
    if (word === FREE) {
      if (Atomics.compareExchange(header, LOCK, FREE, mine(CONTENDED)) === FREE) return;
      continue;
    }
    check_not_lost(word);
    const contended = (word & ~STATE) | CONTENDED;
    if (word !== contended && Atomics.compareExchange(header, LOCK, word, contended) !== word) {
      continue;
    }
    if (
      Atomics.wait(header, LOCK, contended, PATIENCE) === 'timed-out' &&
      Atomics.load(header, LOCK) === contended
    ) {
      give_up(contended);
    }
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
    if (SYS_MALLOC_LOCK_BREAK) check_not_lost(Atomics.load(header, LOCK));
    if (Date.now() > end) give_up(SYS_MALLOC_LOCK_BREAK ? Atomics.load(header, LOCK) : HELD);
  }
}

function give_up(word: number): never {
  const owner = word >>> STATE_BITS;
  throw new Error(
    SYS_MALLOC_LOCK_BREAK
      ? `the heap stays locked by thread ${owner}: if it has ended, call malloc_lock_break(${owner})`
      : 'the heap stays locked: did a worker end in a call?',
  );
}

function check_not_lost(word: number): void {
  if (word === LOST) {
    throw new Error('the heap is lost: a thread ended in a call and left it in pieces');
  }
}

/**
 * Takes over the lock of the thread `owner`, which has ended. Wakes everybody who waits: the thread may
 * have ended after it freed the lock, and before it woke one of them, or when it was woken itself.
 * @returns whether it had the lock, which this thread has now
 * @throws Error if the heap is lost
 */
export function take_over_lock(owner: number): boolean {
  let word;
  do {
    word = Atomics.load(header, LOCK);
    check_not_lost(word);
    if (depth > 0 || word === FREE || word >>> STATE_BITS !== owner) {
      Atomics.notify(header, LOCK);
      return false;
    }
    // A thread that begins to wait changes the word.
  } while (Atomics.compareExchange(header, LOCK, word, mine(CONTENDED)) !== word);
  depth = 1;
  return true;
}

/** Frees the lock that take_over_lock() took and wakes everybody; if the heap is not sound, it is lost. */
export function leave_lock(is_sound: boolean): void {
  depth = 0;
  Atomics.store(header, LOCK, is_sound ? FREE : LOST);
  Atomics.notify(header, LOCK);
}
