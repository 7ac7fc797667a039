/*
 * What a thread leaves behind that is killed in the middle of a call: for each call of a sequence, the call ends after
 * each word that it writes, and another thread breaks the lock.
 */
import type { BuildOptions } from '../../../generator/options/index.ts';
import type { Allocator } from '../../../test/support/allocator.ts';
import { heapLayout } from '../../../test/support/heap-layout.ts';
import { Fault } from '../fault.ts';
import { dlmalloc286 } from '../dlmalloc-2.8.6/heap-kind.ts';
import { Blocks, USED } from '../heap/blocks.ts';
import type { HeapReader } from '../heap/heap-kind.ts';
import { variantText } from '../variant.ts';

/** How many threads were killed, and what malloc_lock_break() said of the heaps that they left. */
export interface Cuts {
  readonly cuts: number;
  readonly sound: number;
  readonly lost: number;
  readonly fault?: { readonly message: string; readonly calls: readonly string[] };
}

const HEAP_BYTES = 2048;
const START = 0;
/** Second word of the header, at the start of the region. */
const LOCK = 1;
const LOST = 3;

/** Thrown where the thread is killed: nothing of it runs after that. */
class Killed extends Error {}

/** An allocator whose thread is killed when it writes a word too many. */
class Victim {
  readonly allocator: Allocator;
  /** Words that it may still write. */
  left = Infinity;
  /** Words that it has written. */
  written = 0;
  #isKilled = false;

  constructor(module: Module, memory: SharedArrayBuffer) {
    const real = new WeakMap<object, Int32Array>();
    const counted = this.#countedWords();
    const array = function (buffer: SharedArrayBuffer, at: number, length: number) {
      const words = new Int32Array(buffer, at, length);
      const proxy = new Proxy(words, counted);
      real.set(proxy, words);
      return proxy;
    };
    const atomic =
      (name: 'load' | 'store' | 'exchange' | 'compareExchange' | 'wait' | 'notify') =>
      (words: object, ...args: readonly number[]) => {
        // What `finally` does must not happen.
        if (this.#isKilled) throw new Killed();
        return (Atomics[name] as (...all: unknown[]) => unknown)(real.get(words), ...args);
      };
    const names = ['load', 'store', 'exchange', 'compareExchange', 'wait', 'notify'] as const;
    this.allocator = module(array, Object.fromEntries(names.map((name) => [name, atomic(name)])));
    this.allocator.mem_malloc_attach(memory, START);
    this.allocator.set_lock_owner(1);
  }

  #write(words: Int32Array, index: number, value: number): void {
    if (this.left === 0 || this.#isKilled) {
      this.#isKilled = true;
      throw new Killed();
    }
    this.left -= 1;
    this.written += 1;
    words[index] = value;
  }

  #countedWords(): ProxyHandler<Int32Array> {
    return {
      set: (words, index, value: number) => {
        this.#write(words, Number(index), value);
        return true;
      },
      get: (words, index) => {
        if (index === 'fill') {
          return (value: number, from: number, to: number) => {
            for (let i = from; i < to; i += 1) this.#write(words, i, value);
          };
        }
        if (index === 'copyWithin') {
          return (target: number, from: number, to: number) => {
            words.slice(from, to).forEach((value, i) => this.#write(words, target + i, value));
          };
        }
        return Reflect.get(words, index, words) as unknown;
      },
    };
  }
}

/** Makes the module of a variant again each time, with other globals. */
type Module = (array: unknown, atomics: unknown) => Allocator;

function moduleOf(javascript: string): Module {
  const declarations = javascript.matchAll(/^export (?:function|let|const) (\w+)/gm);
  const exported = [...declarations].map(([, name]) => `get ${name}() { return ${name}; }`);
  const body = `${javascript.replaceAll(/^export /gm, '')}\nreturn { ${exported.join(', ')} };`;
  return new Function('Int32Array', 'Atomics', body) as Module;
}

/** A call, and the block that it frees or resizes, or 0. */
interface Call {
  readonly text: string;
  readonly block: number;
  readonly make: (allocator: Allocator) => number;
}

/**
 * Makes `calls` random calls, and cuts each of them short after each word that it writes.
 * @param limit stops after this number of cuts
 */
export function cutCalls(options: BuildOptions, calls: number, limit: number): Cuts {
  const module = moduleOf(variantText(options));
  const memory = new SharedArrayBuffer(HEAP_BYTES);
  const heap = new Int32Array(memory);
  const survivor = module(Int32Array, Atomics);
  survivor.mem_malloc_init(memory, START, HEAP_BYTES);
  survivor.set_lock_owner(2);
  const check = new AfterBreak(options, heap, survivor);

  const random = randomNumbers(21);
  let live: readonly number[] = [];
  const done: string[] = [];
  let [cuts, sound, lost] = [0, 0, 0];
  for (let i = 0; i < calls && cuts < limit; i += 1) {
    const call = randomCall(random, live);
    const before = heap.slice();
    const whole = new Victim(module, memory);
    const mem = call.make(whole.allocator);
    const after = heap.slice();
    const others = live.filter((block) => block !== call.block);
    done.push(call.text);
    for (let words = 0; words < whole.written; words += 1) {
      heap.set(before);
      const victim = new Victim(module, memory);
      victim.left = words;
      try {
        call.make(victim.allocator);
        throw new Error('The call wrote fewer words than before.');
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
      cuts += 1;
      try {
        if (check.holds(others, before)) sound += 1;
        else lost += 1;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        const message = `${error.message}, after ${words} of ${whole.written} words`;
        return { cuts, sound, lost, fault: { message, calls: done } };
      }
    }
    heap.set(after);
    live = mem === 0 && call.text.startsWith('realloc') ? live : others;
    if (mem !== 0) live = [...live, mem];
    for (const block of live) fillBlock(heap, check.blockWords(block), block);
  }
  return { cuts, sound, lost };
}

/** What must hold once the lock of a killed thread was broken. */
class AfterBreak {
  readonly #heap: Int32Array;
  readonly #header: number;
  readonly #sizeT: number;
  readonly #reader: HeapReader;
  readonly #blocks = new Blocks(HEAP_BYTES / 4);
  readonly #survivor: Allocator;

  constructor(options: BuildOptions, heap: Int32Array, survivor: Allocator) {
    const layout = heapLayout(options);
    this.#heap = heap;
    this.#header = layout.header;
    this.#sizeT = layout.sizeT;
    this.#reader = dlmalloc286(options).reader;
    this.#survivor = survivor;
  }

  /** Whether an independent reader finds nothing wrong. */
  #isSound(): boolean {
    try {
      this.#reader.read(this.#heap.subarray(this.#header), this.#blocks);
      return true;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return false;
    }
  }

  /** The words [from, to) of the heap that belong to a block. */
  blockWords(mem: number): readonly [from: number, to: number] {
    const head = mem / 4 - this.#sizeT;
    return [mem / 4, head + (this.#heap[head]! >>> 2)];
  }

  /**
   * Breaks the lock. @returns whether the heap can be used
   * @param others blocks that the call had nothing to do with
   * @throws {Fault}
   */
  holds(others: readonly number[], before: Int32Array): boolean {
    const isSound = this.#isSound();
    const outcome = outcomeOf(() => this.#survivor.malloc_lock_break(1));
    if (!isSound) {
      if (!String(outcome).includes('the heap is lost')) {
        throw new Fault(`malloc_lock_break() took a heap that is not sound: ${outcome}`);
      }
      const next = outcomeOf(() => this.#survivor.malloc(1));
      if (this.#heap[LOCK] !== LOST || !String(next).includes('the heap is lost')) {
        throw new Fault(`a lost heap was used: ${next}`);
      }
      return false;
    }
    if (outcome !== 1) throw new Fault(`malloc_lock_break() refused a sound heap: ${outcome}`);
    for (const mem of others) {
      const [from, to] = this.blockWords(mem);
      for (let i = from; i < to; i += 1) {
        if (this.#heap[i] !== before[i]) throw new Fault('a block lost its contents');
      }
      this.#survivor.free(mem);
    }
    // At most the block of the call is left.
    if (!this.#isSound()) throw new Fault('the heap is not sound after frees');
    const kinds = this.#blocks.kind.subarray(0, this.#blocks.count);
    if (kinds.filter((kind) => kind === USED).length > 2) throw new Fault('blocks are left');
    return true;
  }
}

function outcomeOf(call: () => number): number | string {
  try {
    return call();
  } catch (error) {
    return String(error);
  }
}

function fillBlock(heap: Int32Array, [from, to]: readonly [number, number], value: number): void {
  heap.fill(value, from, to);
}

function randomCall(random: (below: number) => number, live: readonly number[]): Call {
  const bytes = [0, 12, 13, 24, 60, 236, 244, 260, 300, 500][random(10)]!;
  const block = live[random(live.length)] ?? 0;
  const kind = block === 0 ? random(3) : random(7);
  if (kind === 0) return callOf(`malloc(${bytes})`, 0, (a) => a.malloc(bytes));
  if (kind === 1) return callOf(`calloc(1, ${bytes})`, 0, (a) => a.calloc(1, bytes));
  if (kind === 2) return callOf(`memalign(64, ${bytes})`, 0, (a) => a.memalign(64, bytes));
  if (kind === 3) {
    return callOf(`realloc(${block}, ${bytes})`, block, (a) => a.realloc(block, bytes));
  }
  return callOf(`free(${block})`, block, (a) => {
    a.free(block);
    return 0;
  });
}

function callOf(text: string, block: number, make: Call['make']): Call {
  return { text, block, make };
}

/** The generator of Lehmer, with the multiplier of Park and Miller. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % Math.max(below, 1);
  };
}
