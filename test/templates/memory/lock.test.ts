/*
 * The lock, in one thread: the others are what a test does to the lock's word, and to Atomics.
 */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Allocator } from '../../support/allocator.ts';
import { SANDBOX, buildOptions, type Bits } from '../../support/build-options.ts';
import { loadTemplates } from '../../support/load-templates.ts';
import { specialised } from '../../support/specialised.ts';
import { sharedMemory } from '../../support/wasm-memory.ts';

const LOCK = { SYS_MALLOC_ATTACH: true, SYS_MALLOC_LOCK: true };
const EVERYTHING = {
  ...SANDBOX,
  HAVE_MMAP: true,
  MALLOC_BULK_FREE: true,
  MALLOC_DEBUG: true,
  MALLOC_INDEPENDENT_CALLS: true,
  MALLOC_INSPECT_ALL: true,
  MALLOC_POSIX_MEMALIGN: true,
  MALLOC_REALLOC_IN_PLACE: true,
  MCHECK_BACKTRACE: true,
  MCHECK_HEAP_PROTECTION: true,
  MCHECK_LOG: true,
  MORECORE_CANNOT_TRIM: false,
  NO_MALLOC_STATS: false,
  SYS_MALLOC_BOOTPARAMS: true,
  SYS_MALLOC_F: true,
  UNIT_TEST: true,
  ...LOCK,
  SYS_MALLOC_LOCK_BREAK: true,
};

const [FREE, HELD, CONTENDED] = [0, 1, 2];

/** What neither reads nor writes the heap of others. */
const UNLOCKED: ReadonlySet<string> = new Set([
  // They make or open a heap: no other thread has it yet, or they read what never changes.
  'mem_malloc_init',
  'initr_malloc',
  'mem_malloc_attach',
  // They are of this thread alone.
  'set_morecore',
  'set_mmap',
  'initf_malloc',
  'malloc_simple',
  'memalign_simple',
  'calloc_simple',
  'malloc_simple_info',
  'malloc_enable_testing',
  'malloc_disable_testing',
  'malloc_mcheck_count',
  'mcheck',
  'mcheck_pedantic',
  'mcheck_set_disabled',
  'malloc_backtrace_skip',
  'set_source_mapper',
  'malloc_log_start',
  'malloc_log_stop',
  'malloc_log_info',
  'malloc_log_entry',
  'malloc_log_dump',
  'malloc_log_to_file',
  'set_lock_owner',
  // It takes over the lock of another thread.
  'malloc_lock_break',
  // It keeps a function.
  'malloc_watch',
  // It opens a file, and calls malloc_dump().
  'malloc_dump_to_file',
]);

afterEach(() => {
  jest.restoreAllMocks();
});

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  const options = buildOptions(bits, { ...SANDBOX, ...LOCK });
  let allocator: Allocator;
  let memory: SharedArrayBuffer;
  /** The lock is the second word of the region. */
  let words: Int32Array;

  beforeEach(async () => {
    allocator = await loadTemplates(options);
    memory = new SharedArrayBuffer(65_536);
    words = new Int32Array(memory);
    allocator.initr_malloc(memory, 0, 32_768);
  });

  const state = () => Atomics.load(words, 1);
  const setState = (value: number) => Atomics.store(words, 1, value);

  test('every call takes it', async () => {
    const everything = buildOptions(bits, EVERYTHING);
    allocator = await loadTemplates(everything);
    allocator.initr_malloc(memory, 0, 32_768);
    const names = specialised(everything).exports.filter(
      (name) => typeof allocator[name as keyof Allocator] === 'function',
    );
    jest.spyOn(Atomics, 'compareExchange').mockImplementation(() => {
      throw new Error('the lock was taken');
    });
    for (const name of names) {
      const call = () => (allocator[name as keyof Allocator] as (...args: unknown[]) => void)(0, 0);
      if (UNLOCKED.has(name)) continue;
      expect([name, outcome(call)]).toEqual([name, 'the lock was taken']);
    }
    expect(names).toEqual(expect.arrayContaining([...UNLOCKED]));
  });

  test('is free after each call, and held during it', () => {
    const seen: number[] = [];
    allocator.set_morecore(() => {
      seen.push(state());
      return -1;
    });
    expect(allocator.malloc(100_000)).toBe(0);
    expect(new Set(seen)).toEqual(new Set([HELD]));
    expect(state()).toBe(FREE);
    allocator.free(allocator.malloc(10));
    expect(state()).toBe(FREE);
  });

  test('is free after a call that throws', () => {
    expect(() => allocator.free(12_345)).toThrow(/is not an allocated block/);
    expect(state()).toBe(FREE);
    allocator.set_morecore(() => {
      throw new Error('no more');
    });
    expect(() => allocator.malloc(100_000)).toThrow('no more');
    expect(state()).toBe(FREE);
    expect(allocator.malloc(10)).not.toBe(0);
  });

  test('lets a call make calls', () => {
    let inner = 0;
    allocator.set_morecore(() => {
      inner ||= allocator.malloc(10);
      expect(state()).toBe(HELD);
      return -1;
    });
    expect(allocator.malloc(100_000)).toBe(0);
    expect(inner).not.toBe(0);
    expect(state()).toBe(FREE);
  });

  test('is waited for asleep, and who had it wakes one', () => {
    setState(HELD);
    const notify = jest.spyOn(Atomics, 'notify');
    const slept: number[] = [];
    jest.spyOn(Atomics, 'wait').mockImplementation((_array, index, value) => {
      // -1 asks whether sleeping is allowed.
      if (Number(value) === -1) return 'not-equal';
      slept.push(index, Number(value), state());
      if (slept.length > 3) setState(FREE);
      return 'ok';
    });
    expect(allocator.malloc(10)).not.toBe(0);
    expect(slept).toEqual([1, CONTENDED, CONTENDED, 1, CONTENDED, CONTENDED]);
    // Others may have waited, too.
    expect(notify.mock.calls.map((args) => args.slice(1))).toEqual([[1, 1]]);
    expect(state()).toBe(FREE);
  });

  test('wakes nobody where nobody waits', () => {
    const notify = jest.spyOn(Atomics, 'notify');
    allocator.free(allocator.malloc(10));
    expect(notify).not.toHaveBeenCalled();
  });

  describe('in a thread that may not sleep', () => {
    beforeEach(() => {
      jest.spyOn(Atomics, 'wait').mockImplementation(() => {
        throw new TypeError('Atomics.wait cannot be called in this context');
      });
    });

    /** Frees the lock when somebody looks at it for the `n`th time. */
    function freeAfter(n: number): void {
      const { load } = Atomics;
      let looks = 0;
      jest.spyOn(Atomics, 'load').mockImplementation(((array: Int32Array, index: number) => {
        looks += 1;
        if (looks === n) setState(FREE);
        return load(array, index);
      }) as typeof Atomics.load);
    }

    test.each([5, 1000, 100_000])('is waited for awake, %i looks long', (looks) => {
      setState(HELD);
      freeAfter(looks);
      expect(allocator.malloc(10)).not.toBe(0);
      expect(state()).toBe(FREE);
    });

    test('leaves those asleep to be woken', () => {
      const notify = jest.spyOn(Atomics, 'notify');
      setState(CONTENDED);
      freeAfter(1000);
      allocator.malloc(10);
      // The one that made it free woke one of them, who makes it CONTENDED again.
      expect(notify).not.toHaveBeenCalled();
    });

    test('is not waited for for ever', () => {
      setState(HELD);
      let now = 1_000_000;
      jest.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
      expect(() => allocator.malloc(10)).toThrow(
        'the heap stays locked: did a worker end in a call?',
      );
      expect(state()).toBe(HELD);
      setState(FREE);
      expect(allocator.malloc(10)).not.toBe(0);
      expect(state()).toBe(FREE);
    });
  });
});

describe.each<Bits>([64, 32])('growing memory, %i bits', (bits) => {
  test.each([
    ['a simple sys_alloc', {}],
    ['a full sys_alloc', SANDBOX],
  ])('an engine that shows what others did only when asked to grow, %s', async (_, changes) => {
    const options = buildOptions(bits, { ...changes, ...LOCK, SYS_MALLOC_GROW: true });
    const [a, b] = [await loadTemplates(options), await loadTemplates(options)];
    const memory = sharedMemory(1, 16);
    const before = memory.buffer;
    let grown = false;
    const late = {
      get buffer() {
        return grown ? memory.buffer : before;
      },
      grow(pages: number) {
        grown = true;
        return memory.grow(pages);
      },
    };
    a.mem_malloc_init(memory, 0, 65_536);
    b.mem_malloc_attach(late, 0);
    const mem = a.malloc(300_000);
    expect(a.mem_malloc_end).toBeGreaterThan(300_000);
    const next = b.malloc(200_000);
    expect(next).toBeGreaterThan(mem + 300_000);
    expect(b.mem_malloc_end).toBeGreaterThan(500_000);
    a.free(next);
    expect(a.mem_malloc_end).toBe(b.mem_malloc_end);
    b.free(mem);
    expect(a.malloc(400_000)).toBe(mem);
  });
});

function outcome(call: () => void): string {
  try {
    call();
    return 'it returned';
  } catch (error) {
    return (error as Error).message;
  }
}
