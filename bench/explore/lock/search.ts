import { Fault } from '../fault.ts';
import type { Walked } from '../walk.ts';
import { fairCycle, type Edge } from './fair-cycle.ts';
import { Machine, LOCK, type Move, type Scenario } from './machine.ts';
import { perform, type Step } from './thread.ts';

/** What the interleavings of a scenario showed, beyond what every walk shows. */
export interface Interleavings extends Walked {
  /** Atomic steps that the last thread made when all others had ended, at most, until it had ended, too. */
  readonly stepsAlone: number;
  /** States with nothing left to happen in which a killed thread has the others wait for ever. */
  readonly stuck: number;
  /** States with nothing left to happen. */
  readonly ends: number;
}

/** Where a thread is: two threads in the same place do the same from there on. */
interface Place {
  readonly next: Step | undefined;
}

/** All threads and the memory that they share. Heaps and places are numbers in the tables of {@link Search}. */
interface State {
  readonly lock: number;
  readonly heap: number;
  readonly places: readonly number[];
  /** Those asleep, who sleeps longest first. */
  readonly asleep: readonly number[];
  readonly killed: number;
}

/** Gives equal texts the same number. */
class Numbers<T> {
  readonly #ids = new Map<string, number>();
  readonly values: T[] = [];

  of(key: string, value: () => T): number {
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.values.length;
      this.#ids.set(key, id);
      this.values.push(value());
    }
    return id;
  }
}

/**
 * Makes every interleaving of the atomic steps of some threads. A state is the heap's words, who sleeps in which
 * order, and where each thread is with all its variables. What a thread does with the result of a step depends on
 * nothing else, so the code of the lock runs once for each place, result and heap, and not once for each state.
 * @param limit leaves the scenario when this number of states is known
 * @param check checks a state in which nothing is left to happen. @throws {Fault}
 */
export function interleave(
  scenario: Scenario,
  limit: number,
  check: (machine: Machine) => void,
): Interleavings {
  return new Search(scenario).run(limit, check);
}

class Search {
  readonly #scenario: Scenario;
  readonly #places = new Numbers<Place>();
  readonly #heaps = new Numbers<null>();
  readonly #states = new Numbers<State>();
  /** Where a thread is after a step, and the heap. */
  readonly #after = new Map<string, readonly [place: number, heap: number]>();
  readonly #parents: number[] = [];
  readonly #moves: (Move | undefined)[] = [];
  readonly #depths: number[] = [];
  readonly #edges: Edge[] = [];
  readonly #living: number[] = [];
  /** The threads that can make a step, in each state. */
  readonly #movable: number[] = [];
  readonly #words = new Int32Array(2);

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
  }

  run(limit: number, check: (machine: Machine) => void): Interleavings {
    let stuck = 0;
    let ends = 0;
    this.#add(this.#stateOf(new Machine(this.#scenario), -1), 0, undefined);
    const states = this.#states.values;
    let complete = true;
    for (let id = 0; id < states.length; id += 1) {
      if (states.length >= limit) {
        complete = false;
        break;
      }
      const state = states[id]!;
      const living = this.#livingIn(state);
      const moves = this.#movesIn(state, living);
      const movable = maskOf(
        moves.flatMap(({ kind, thread }) => (kind === 'kill' ? [] : [thread])),
      );
      this.#living[id] = maskOf(living);
      this.#movable[id] = movable;
      let last: Move | undefined;
      try {
        if (movable === 0) {
          ends += 1;
          if (living.length === 0) check(this.#replay(id));
          else if (state.killed >= 0 && this.#scenario.waitsForEver) stuck += 1;
          else throw new Fault(`the lock is ${state.lock}, and nobody wakes those asleep`);
        }
        for (const move of moves) {
          last = move;
          const to = this.#add(this.#next(id, state, move), id, move);
          this.#edges.push({ from: id, to, thread: move.thread });
        }
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        const path = [...this.#pathTo(id), ...(last === undefined ? [] : [last])];
        return { ...this.#walked(false, error.message, path), stuck, ends, stepsAlone: 0 };
      }
    }
    const cycle = complete
      ? fairCycle(states.length, this.#edges, this.#living, this.#movable)
      : undefined;
    if (cycle !== undefined && !(this.#scenario.waitsForEver && states[cycle]!.killed >= 0)) {
      const message = 'from here the threads go on for ever, and all of them take turns';
      const walked = this.#walked(false, message, this.#pathTo(cycle));
      return { ...walked, stuck, ends, stepsAlone: 0 };
    }
    return { ...this.#walked(complete), stuck, ends, stepsAlone: this.#longestAlone() };
  }

  #walked(complete: boolean, message?: string, path: readonly Move[] = []): Walked {
    return {
      states: this.#states.values.length,
      sequences: this.#edges.length,
      depth: this.#depths.at(-1)!,
      complete,
      ...(message !== undefined && { fault: { message, calls: describe(this.#scenario, path) } }),
    };
  }

  #add(state: State, parent: number, move: Move | undefined): number {
    const { lock, heap, places, asleep, killed } = state;
    return this.#states.of(`${lock},${heap},${killed}|${places.join()}|${asleep.join()}`, () => {
      this.#parents.push(parent);
      this.#moves.push(move);
      this.#depths.push(move === undefined ? 0 : this.#depths[parent]! + 1);
      return state;
    });
  }

  #livingIn({ places, killed }: State): readonly number[] {
    const { supervisor } = this.#scenario;
    return places.flatMap((place, i) =>
      i === killed || !this.#places.values[place]!.next || (i === supervisor && killed < 0)
        ? []
        : [i],
    );
  }

  #movesIn({ places, asleep, killed }: State, living: readonly number[]): readonly Move[] {
    const moves: Move[] = living
      .filter((i) => !asleep.includes(i))
      .map((thread) => ({ kind: 'step', thread }));
    if (moves.length === 0 && this.#scenario.timePasses && asleep.length > 0) {
      moves.push({ kind: 'time', thread: asleep[0]! });
    }
    if (killed < 0) {
      for (const thread of this.#scenario.mayBeKilled) {
        if (this.#places.values[places[thread]!]!.next) moves.push({ kind: 'kill', thread });
      }
    }
    return moves;
  }

  #next(id: number, state: State, move: Move): State {
    const { thread } = move;
    const asleep = state.asleep.filter((i) => i !== thread);
    const isKill = move.kind === 'kill';
    if (isKill && !this.#scenario.leavesDamage) return { ...state, asleep, killed: thread };
    const next = isKill ? undefined : this.#stepped(state, move);
    if (next !== undefined) return next;
    // Nobody was in this place with this result and this heap before: the code runs.
    const machine = this.#replay(id);
    const resumed = machine.make(move);
    const after = this.#stateOf(machine, isKill ? thread : state.killed);
    for (const [i, result] of resumed) {
      const key = keyOf(state.places[i]!, result, state.heap, state.killed);
      this.#after.set(key, [after.places[i]!, after.heap]);
    }
    return after;
  }

  /** The state after a move of a thread, if that is known already. */
  #stepped(state: State, { kind, thread }: Move): State | undefined {
    const [, operation, args] = this.#places.values[state.places[thread]!]!.next!;
    const words = this.#words;
    words[LOCK] = state.lock;
    let { asleep } = state;
    const resumed: (readonly [thread: number, result: unknown])[] = [];
    if (kind === 'time') {
      asleep = asleep.filter((i) => i !== thread);
      resumed.push([thread, 'timed-out']);
    } else if (operation === 'wait') {
      if (!this.#scenario.threads[thread]!.maySleep) resumed.push([thread, 'TypeError']);
      else if (args[2] !== state.lock) resumed.push([thread, 'not-equal']);
      else return { ...state, asleep: [...asleep, thread] };
    } else if (operation === 'notify') {
      const woken = asleep.slice(0, (args[2] as number | undefined) ?? Infinity);
      asleep = asleep.slice(woken.length);
      resumed.push(...woken.map((i) => [i, 'ok'] as const), [thread, woken.length]);
    } else {
      resumed.push([thread, perform(operation, [words, ...args.slice(1)])]);
    }
    const places = [...state.places];
    let { heap } = state;
    for (const [i, result] of resumed) {
      const after = this.#after.get(keyOf(state.places[i]!, result, state.heap, state.killed));
      if (after === undefined) return undefined;
      places[i] = after[0];
      if (i === thread) heap = after[1];
    }
    return { ...state, lock: words[LOCK]!, heap, places, asleep };
  }

  #stateOf(machine: Machine, killed: number): State {
    const { words } = machine;
    const heap = [...words.subarray(0, LOCK), ...words.subarray(LOCK + 1)].join();
    return {
      lock: machine.lock,
      heap: this.#heaps.of(heap, () => null),
      places: machine.threads.map((thread, i) =>
        this.#places.of(`${i} ${thread.key()}`, () => ({ next: thread.next })),
      ),
      asleep: machine.asleep,
      killed,
    };
  }

  #pathTo(id: number): readonly Move[] {
    const moves: Move[] = [];
    for (let at = id, move = this.#moves[at]; move !== undefined; move = this.#moves[at]) {
      moves.push(move);
      at = this.#parents[at]!;
    }
    return moves.toReversed();
  }

  #replay(id: number): Machine {
    const machine = new Machine(this.#scenario);
    for (const move of this.#pathTo(id)) machine.make(move);
    return machine;
  }

  /** The longest path through states in which one thread alone is left, and can move. */
  #longestAlone(): number {
    const next = new Map<number, number>();
    for (const { from, to, thread } of this.#edges) {
      if (this.#living[from] === 1 << thread && this.#movable[from] === 1 << thread) {
        next.set(from, to);
      }
    }
    const steps = new Map<number, number>();
    for (const from of next.keys()) {
      const path: number[] = [];
      let at: number | undefined = from;
      while (at !== undefined && !steps.has(at) && path.length <= next.size) {
        path.push(at);
        at = next.get(at);
      }
      let count = at === undefined ? -1 : (steps.get(at) ?? -1);
      for (const id of path.toReversed()) steps.set(id, (count += 1));
    }
    return Math.max(0, ...steps.values());
  }
}

function keyOf(place: number, result: unknown, heap: number, killed: number): string {
  return `${place} ${String(result)} ${heap} ${killed}`;
}

function maskOf(threads: readonly number[]): number {
  return threads.reduce((mask, thread) => mask | (1 << thread), 0);
}

function describe(scenario: Scenario, moves: readonly Move[]): readonly string[] {
  const machine = new Machine(scenario);
  return moves.map((move) => {
    const text = machine.describe(move);
    try {
      machine.make(move);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
    return text;
  });
}
