import { Fault } from './fault.ts';
import { StateQueue } from './state-queue.ts';
import { Fingerprint, Visited } from './visited.ts';
import type { World } from './world.ts';

/** What a walk has seen. */
export interface Walked {
  /** Different states that were reached and checked. */
  readonly states: number;
  /** Calls that were made and checked, each at the end of the shortest sequence that leads to its state. */
  readonly sequences: number;
  /** Calls of the longest sequence that was made. */
  readonly depth: number;
  /** Whether these are all states that can be reached. */
  readonly complete: boolean;
  readonly fault?: Faulty;
}

/** The shortest sequence of calls that shows a fault. */
export interface Faulty {
  readonly message: string;
  /** The calls, each with what it returned. */
  readonly calls: readonly string[];
}

/**
 * Makes every sequence of calls, the shorter ones first, until nothing new is reached, a fault is found, or `limit`
 * states are known. A state that was reached before is not entered again; states are told apart by a fingerprint
 * of 64 bits.
 */
export function walk(world: World, limit: number, progress?: (states: number) => void): Walked {
  const visited = new Visited(limit);
  const queue = new StateQueue(world.start);
  const fingerprint = new Fingerprint();
  const state = new Int32Array(world.start.length);
  let sequences = 0;
  let depth = 0;
  /** The first state that is one call further away from the start. */
  let nextDepth = 1;

  fingerprint.of(world.start);
  visited.add(fingerprint.low, fingerprint.high);
  queue.add(world.start, 0, 0);

  for (;;) {
    const from = queue.take(state);
    if (from < 0) return { states: queue.added, sequences, depth, complete: true };
    if (from === nextDepth) {
      depth += 1;
      nextDepth = queue.added;
    }
    if (progress && from % 2 ** 14 === 0) progress(queue.added);
    let call = -1;
    try {
      const count = world.enter(state);
      for (call = 0; call < count; call += 1) {
        const after = world.make(call);
        if (after === undefined) continue;
        sequences += 1;
        fingerprint.of(after);
        if (!visited.add(fingerprint.low, fingerprint.high)) continue;
        queue.add(after, from, call);
        if (queue.added >= limit)
          return { states: queue.added, sequences, depth: depth + 1, complete: false };
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const calls = queue.callsTo(from);
      const fault = {
        message: error.message,
        calls: describe(world, call < 0 ? calls : [...calls, call]),
      };
      return { states: queue.added, sequences, depth, complete: false, fault };
    }
  }
}

/** Makes the calls again, to say what each returns. */
function describe(world: World, calls: readonly number[]): readonly string[] {
  let state = world.start.slice();
  return calls.map((call) => {
    try {
      world.enter(state);
      state = (world.make(call) ?? state).slice();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
    return world.describe(call);
  });
}
