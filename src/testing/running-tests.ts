/*
 * The tests that run now. A test may run inside of another one, as a subtest, and at the same time as
 * others. A heap does not know which test a block belongs to. So tests that overlap are one group, which
 * is checked when its last test has ended: a block that is new since the first one began was leaked by one
 * of them. A test that overlaps with no other one is a group by itself.
 */
import { blocksSince, heapState, idOfBlock, type HeapState } from './heap-state.ts';
import type { HeapSource } from './heap.ts';
import { isBlock, type Leak } from './leak.ts';

interface Group {
  /** The test whose subtests these are. */
  readonly parent: RunningTest | undefined;
  readonly before: HeapState;
  readonly names: string[];
  running: number;
  /** A test outside of the group ran meanwhile, so that blocks may be that test's: its group is checked later. */
  isMixed: boolean;
  hasFailed: boolean;
}

interface RunningTest {
  readonly name: string;
  readonly group: Group;
}

/** What tests have left behind. */
export interface TestLeaks {
  readonly leaks: readonly Leak[];
  /** The tests that may have left it. */
  readonly tests: readonly string[];
}

export class RunningTests {
  readonly #heap: HeapSource;
  readonly #running = new Map<unknown, RunningTest>();
  /** Blocks that are not reported: the program marked them, or they were reported before. */
  readonly #settled: { readonly mem: number; readonly id: number }[] = [];

  constructor(heap: HeapSource) {
    this.#heap = heap;
  }

  get running(): readonly { readonly key: unknown; readonly name: string }[] {
    return [...this.#running].map(([key, { name }]) => ({ key, name }));
  }

  /** Begins a test. One that has the same key is forgotten. */
  begin(key: unknown, name: string, parentKey?: unknown): void {
    this.forget(key);
    if (this.#running.size === 0) this.#settled.length = 0;
    const parent = parentKey === undefined ? undefined : this.#running.get(parentKey);
    const groups = new Set([...this.#running.values()].map(({ group }) => group));
    const group = [...groups].find((other) => other.parent === parent) ?? {
      parent,
      before: heapState(this.#heap),
      names: [],
      running: 0,
      isMixed: false,
      hasFailed: false,
    };
    group.names.push(name);
    group.running += 1;
    this.#running.set(key, { name, group });
    const ancestors = new Set(ancestorsOf(group));
    for (const test of this.#running.values()) {
      if (!ancestors.has(test)) markMixed(group, test.group);
    }
  }

  /**
   * Ends a test.
   * @param hasFailed whether the test itself failed; blocks that it leaves behind are not reported
   * @returns what its group has left behind, when the group has ended
   */
  end(key: unknown, hasFailed = false): TestLeaks {
    const test = this.#running.get(key);
    const nothing = { leaks: [], tests: [] };
    if (test === undefined) return nothing;
    this.#running.delete(key);
    const { group } = test;
    group.running -= 1;
    group.hasFailed ||= hasFailed;
    if (group.running > 0) return nothing;
    if (group.isMixed) {
      for (const ancestor of ancestorsOf(group)) ancestor.group.hasFailed ||= group.hasFailed;
      return nothing;
    }
    const leaks = this.#leaksSince(group.before);
    for (const { address } of leaks) this.settle(address);
    return group.hasFailed ? nothing : { leaks, tests: group.names };
  }

  /** Forgets a test that will not end, because a hook failed. */
  forget(key: unknown): void {
    const test = this.#running.get(key);
    if (test === undefined) return;
    this.#running.delete(key);
    test.group.running -= 1;
    test.group.hasFailed = true;
  }

  /** What the test that began last, and those that run beside it, have allocated and not freed so far. */
  leaks(): readonly Leak[] {
    const last = [...this.#running.values()].at(-1);
    return last === undefined ? [] : this.#leaksSince(last.group.before);
  }

  /** Marks a block that is not a leak of the tests that run now. */
  settle(mem: number): void {
    this.#settled.push({ mem, id: idOfBlock(this.#heap, mem) });
  }

  watchHeap(): void {
    heapState(this.#heap);
  }

  #leaksSince(before: HeapState): readonly Leak[] {
    const isSettled = (leak: Leak) =>
      this.#settled.some(({ mem, id }) => (id === 0 ? isBlock(leak, mem) : id === leak.id));
    return blocksSince(before, this.#heap).filter((leak) => !isSettled(leak));
  }
}

/** The tests that a group runs inside of, innermost first. */
function ancestorsOf({ parent }: Group): readonly RunningTest[] {
  return parent === undefined ? [] : [parent, ...ancestorsOf(parent.group)];
}

/** Marks the groups of two tests that overlap, up to the group that both are in. */
function markMixed(a: Group, b: Group): void {
  const groupsOfA = [a, ...ancestorsOf(a).map(({ group }) => group)];
  const groupsOfB = [b, ...ancestorsOf(b).map(({ group }) => group)];
  const common = groupsOfA.find((group) => groupsOfB.includes(group));
  for (const groups of [groupsOfA, groupsOfB]) {
    for (const group of groups) {
      if (group === common) break;
      group.isMixed = true;
    }
  }
}
