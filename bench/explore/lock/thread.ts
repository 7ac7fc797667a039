/** One atomic step that a thread is about to make: the place in the code, what it does, its local variables. */
export type Step = readonly [
  place: number,
  operation: Operation,
  args: readonly unknown[],
  locals: readonly unknown[],
];

export type Operation =
  | 'load'
  | 'store'
  | 'exchange'
  | 'compareExchange'
  | 'wait'
  | 'notify'
  /** Begins and ends what the lock protects. */
  | 'enter'
  | 'leave'
  /** Waits until there is something to do. */
  | 'pause';

type Steps<T> = Generator<Step, T, unknown>;

/** The calls of an instrumented variant. */
export interface SteppedAllocator {
  $module(): readonly number[];
  mem_malloc_init(memory: SharedArrayBuffer, start: number, size: number): Steps<void>;
  mem_malloc_attach(memory: SharedArrayBuffer, start: number): Steps<void>;
  set_lock_owner?(owner: number): void;
  malloc(bytes: number): Steps<number>;
  free(mem: number): Steps<void>;
  malloc_lock_break?(owner: number): Steps<number>;
}

/**
 * What a thread does: its steps are those of the calls that it makes. It notes in `seen` what they return, so that
 * this is a part of its state. `killed` is the number of the thread that was killed.
 */
export type Program = (
  allocator: SteppedAllocator,
  seen: number[],
  killed: () => number,
) => Steps<void>;

/** Makes allocators of an instrumented text, each with module variables of its own. */
export type Instances = (stack: unknown[][]) => SteppedAllocator;

export function instancesOf(instrumented: string): Instances {
  const make = new Function('Date', '$stack', instrumented) as (
    date: { now(): number },
    stack: unknown[][],
  ) => SteppedAllocator;
  // Time stands still, so nobody gives up because of it.
  const date = { now: () => 0 };
  return (stack) => make(date, stack);
}

/** Makes the steps of a call that nobody else can see. */
export function finish<T>(steps: Steps<T>): T {
  let result = steps.next();
  while (!result.done) {
    const [, operation, args] = result.value;
    result = steps.next(perform(operation, args));
  }
  return result.value;
}

/** Makes an atomic step that neither sleeps nor wakes. */
export function perform(operation: Operation, args: readonly unknown[]): unknown {
  const [words, index, a, b] = args as readonly [Int32Array, number, number, number];
  switch (operation) {
    case 'load':
      return words[index];
    case 'store':
      words[index] = a;
      return a;
    case 'exchange': {
      const old = words[index];
      words[index] = a;
      return old;
    }
    case 'compareExchange': {
      const old = words[index];
      if (old === a) words[index] = b;
      return old;
    }
    default:
      return undefined;
  }
}

/** A thread between two atomic steps. */
export class Thread {
  readonly maySleep: boolean;
  readonly #stack: unknown[][] = [];
  readonly seen: number[] = [];
  readonly #allocator: SteppedAllocator;
  readonly #steps: Steps<void>;
  /** The next step; undefined when the program has ended. */
  next: Step | undefined;
  /** What the program threw. */
  thrown: string | undefined;
  isKilled = false;

  constructor(
    instances: Instances,
    memory: SharedArrayBuffer,
    owner: number,
    { program, maySleep }: ThreadKind,
    killed: () => number,
  ) {
    this.maySleep = maySleep;
    this.#allocator = instances(this.#stack);
    finish(this.#allocator.mem_malloc_attach(memory, 0));
    this.#allocator.set_lock_owner?.(owner);
    this.#steps = program(this.#allocator, this.seen, killed);
    this.resume(undefined);
  }

  /** Whether it makes no more steps. */
  get hasEnded(): boolean {
    return this.isKilled || this.next === undefined;
  }

  /** Whether it is in what the lock protects. */
  get isInside(): boolean {
    return !this.hasEnded && this.next![1] === 'leave';
  }

  /** Goes on with the result of the last step, up to the next one. */
  resume(result: unknown): void {
    this.#advance(() => this.#steps.next(result));
  }

  /** Goes on with an exception of the last step. */
  fail(error: Error): void {
    this.#advance(() => this.#steps.throw(error));
  }

  #advance(go: () => IteratorResult<Step, void>): void {
    try {
      const { done, value } = go();
      this.next = done === true ? undefined : value;
    } catch (error) {
      this.next = undefined;
      this.thrown = (error as Error).message;
    }
  }

  /** All that decides what the thread does from here on. */
  key(): string {
    const { next } = this;
    const rest =
      next === undefined
        ? [this.thrown ?? 'ended']
        : [next[0], next[2].slice(1), next[3], this.#stack];
    return JSON.stringify([rest, this.seen, this.#allocator.$module()]);
  }
}

export interface ThreadKind {
  readonly program: Program;
  /** Whether Atomics.wait() may be called. */
  readonly maySleep: boolean;
}
