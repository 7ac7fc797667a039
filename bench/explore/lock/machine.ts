import { Fault } from '../fault.ts';
import { finish, perform, Thread, type Instances, type ThreadKind } from './thread.ts';

/** The second word of the header. */
export const LOCK = 1;

/** What may happen next. `kill` ends a thread where it is; `time` lets the one that sleeps longest give up. */
export type Move = { readonly kind: 'step' | 'kill' | 'time'; readonly thread: number };

export interface Scenario {
  readonly name: string;
  readonly instances: Instances;
  readonly threads: readonly ThreadKind[];
  /** The threads that may be killed, one of them, at any time. */
  readonly mayBeKilled: readonly number[];
  /** A thread that does nothing until another one was killed. */
  readonly supervisor?: number;
  /** Whether Atomics.wait() comes back after its time when nothing else can happen. */
  readonly timePasses: boolean;
  /** Whether the killed thread leaves a head that is wrong if it is killed in what the lock protects. */
  readonly leavesDamage: boolean;
  /** Whether it is known that the others wait for ever once a thread is killed. */
  readonly waitsForEver: boolean;
}

/** A thread that went on, and the result of its step. */
type Resumed = readonly [thread: number, result: unknown];

/** Bytes of the heap that the threads share, with its static data. */
const HEAP_BYTES = 512;

/** Threads on a heap, between two atomic steps. Only one makes a step at a time, which any of them may be. */
export class Machine {
  readonly #scenario: Scenario;
  readonly threads: readonly Thread[];
  readonly words: Int32Array;
  #asleep: number[] = [];
  #killed = -1;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    const memory = new SharedArrayBuffer(HEAP_BYTES);
    this.words = new Int32Array(memory);
    finish(scenario.instances([]).mem_malloc_init(memory, 0, HEAP_BYTES));
    this.threads = scenario.threads.map(
      (kind, i) => new Thread(scenario.instances, memory, i + 1, kind, () => this.#killed + 1),
    );
  }

  get lock(): number {
    return this.words[LOCK]!;
  }

  /** Those asleep, who sleeps longest first, as the engine wakes them. */
  get asleep(): readonly number[] {
    return this.#asleep;
  }

  get hasKilled(): boolean {
    return this.#killed >= 0;
  }

  /**
   * Lets something happen.
   * @returns the threads that went on, each with what its step returned
   * @throws {Fault} if two threads are in the heap then
   */
  make(move: Move): readonly Resumed[] {
    const resumed = this.#make(move);
    const inside = this.threads.flatMap(({ isInside }, i) => (isInside ? [i] : []));
    if (inside.length > 1) {
      throw new Fault(`threads ${inside.join(' and ')} are in the heap at the same time`);
    }
    return resumed;
  }

  #make({ kind, thread: index }: Move): readonly Resumed[] {
    const thread = this.threads[index]!;
    if (kind === 'time') return [this.#wake(index, 'timed-out')];
    if (kind === 'step') return this.#step(index, thread);
    if (thread.isInside && this.#scenario.leavesDamage) this.words.fill(-1, 64, 72);
    thread.isKilled = true;
    this.#killed = index;
    this.#asleep = this.#asleep.filter((i) => i !== index);
    return [];
  }

  #step(index: number, thread: Thread): readonly Resumed[] {
    const [, operation, args] = thread.next!;
    const [words, at, value] = args as readonly [Int32Array, number, number];
    if (args.length > 0 && (words.buffer !== this.words.buffer || at !== LOCK)) {
      throw new Error('The lock uses another word than the one that is explored.');
    }
    if (operation === 'wait') {
      if (!thread.maySleep) {
        thread.fail(new TypeError('Atomics.wait cannot be called here'));
        return [[index, 'TypeError']];
      }
      if (words[at] === value) {
        this.#asleep.push(index);
        return [];
      }
      thread.resume('not-equal');
      return [[index, 'not-equal']];
    }
    if (operation === 'notify') {
      const count = (args[2] as number | undefined) ?? Infinity;
      const woken = this.#asleep.slice(0, count).map((i) => this.#wake(i, 'ok'));
      thread.resume(woken.length);
      return [...woken, [index, woken.length]];
    }
    const result = perform(operation, args);
    thread.resume(result);
    return [[index, result]];
  }

  #wake(index: number, result: string): Resumed {
    this.#asleep = this.#asleep.filter((i) => i !== index);
    this.threads[index]!.resume(result);
    return [index, result];
  }

  /** `thread 1: load(1)`, for the list of steps that lead to a fault. */
  describe({ kind, thread: index }: Move): string {
    if (kind === 'kill') return `thread ${index} is killed`;
    if (kind === 'time') return `thread ${index} has slept long enough`;
    const [, operation, args] = this.threads[index]!.next!;
    const rest = args.slice(1).join(', ');
    return `thread ${index}: ${operation}(${rest})`;
  }
}
