import type { BuildOptions } from '../../../generator/options/index.ts';
import { heapLayout } from '../../../test/support/heap-layout.ts';
import { optionsOf } from '../../configurations.ts';
import { Fault } from '../fault.ts';
import { Blocks, USED } from '../heap/blocks.ts';
import { dlmalloc286 } from '../dlmalloc-2.8.6/heap-kind.ts';
import { variantText } from '../variant.ts';
import { instrument, withFewerSpins } from './instrument.ts';
import type { Machine, Scenario } from './machine.ts';
import { instancesOf, type Program, type ThreadKind } from './thread.ts';

const LOCK = 'CONFIG_SYS_MALLOC_LOCK=y\n';
export const BREAK = `${LOCK}CONFIG_SYS_MALLOC_LOCK_BREAK=y\n`;
const [FREE, LOST] = [0, 3];

/** Allocates and frees a block. */
const user = (bytes: number): Program =>
  function* (allocator, seen) {
    const mem = yield* allocator.malloc(bytes);
    seen.push(mem);
    yield* allocator.free(mem);
  };

/** Frees the lock of the thread that was killed. */
const supervise: Program = function* (allocator, seen, killed) {
  yield [0, 'pause', [], []];
  seen.push(yield* allocator.malloc_lock_break!(killed()));
};

const sleeper = (bytes: number): ThreadKind => ({ program: user(bytes), maySleep: true });
const spinner = (bytes: number): ThreadKind => ({ program: user(bytes), maySleep: false });

const TWO = [sleeper(1), sleeper(30)];
const THREE = [...TWO, sleeper(13)];
const SUPERVISOR: ThreadKind = { program: supervise, maySleep: true };

const QUIET = {
  mayBeKilled: [],
  timePasses: false,
  leavesDamage: false,
  waitsForEver: false,
} as const;

/** A scenario, and what must hold when nothing is left to happen in it. */
export interface CheckedScenario {
  readonly scenario: Scenario;
  readonly check: (machine: Machine) => void;
}

/**
 * Everything that is explored of the lock.
 * @param change changes the text of the variants: a test plants faults
 */
export function lockScenarios(
  change: (javascript: string) => string = (javascript) => javascript,
): readonly CheckedScenario[] {
  const plain = variantOf(optionsOf(LOCK), 2, change);
  const breakable = variantOf(optionsOf(BREAK), 2, change);
  const plain3 = variantOf(optionsOf(LOCK), 1, change);
  const breakable3 = variantOf(optionsOf(BREAK), 1, change);
  const scenario = (
    { instances, checkHeap }: LockVariant,
    name: string,
    threads: readonly ThreadKind[],
    rest: Partial<Scenario> = {},
  ): CheckedScenario => {
    const full = { ...QUIET, name, instances, threads, ...rest };
    return { scenario: full, check: (machine) => checkEnd(full, machine, checkHeap) };
  };
  const killed = { mayBeKilled: [0] };
  const withBreak = { ...killed, supervisor: 2 };
  return [
    scenario(plain, 'lock, 2 threads', TWO),
    scenario(plain3, 'lock, 3 threads', THREE),
    scenario(plain, 'lock, 2 threads, neither may sleep', [spinner(1), spinner(30)]),
    scenario(plain3, 'lock, 3 threads, one may not sleep', [...TWO, spinner(13)]),
    scenario(plain, 'lock, 2 threads, one is killed', TWO, { ...killed, waitsForEver: true }),
    scenario(plain3, 'lock, 3 threads, one is killed', THREE, { ...killed, waitsForEver: true }),
    scenario(breakable, 'lock-break, 2 threads', TWO),
    scenario(breakable3, 'lock-break, 3 threads', THREE),
    scenario(breakable3, 'lock-break, 3 threads, one may not sleep', [...TWO, spinner(13)]),
    scenario(
      breakable,
      'lock-break, 2 threads, one is killed and its lock broken',
      [...TWO, SUPERVISOR],
      withBreak,
    ),
    scenario(
      breakable3,
      'lock-break, 3 threads, one is killed and its lock broken',
      [...THREE, SUPERVISOR],
      { ...killed, supervisor: 3 },
    ),
    scenario(
      breakable,
      'lock-break, 2 threads, one may not sleep, one is killed and its lock broken',
      [sleeper(1), spinner(30), SUPERVISOR],
      withBreak,
    ),
    scenario(
      breakable,
      'lock-break, 2 threads, one is killed and leaves the heap in pieces',
      [...TWO, SUPERVISOR],
      {
        ...withBreak,
        leavesDamage: true,
      },
    ),
    scenario(
      breakable3,
      'lock-break, 3 threads, one is killed, and nobody breaks its lock',
      THREE,
      {
        ...killed,
        timePasses: true,
      },
    ),
  ];
}

interface LockVariant {
  readonly instances: Scenario['instances'];
  /** @returns the number of blocks in use. @throws {Fault} */
  readonly checkHeap: (words: Int32Array) => number;
}

function variantOf(
  options: BuildOptions,
  spins: number,
  change: (javascript: string) => string,
): LockVariant {
  const { reader } = dlmalloc286(options);
  const { header } = heapLayout(options);
  const blocks = new Blocks(256);
  return {
    instances: instancesOf(instrument(change(withFewerSpins(variantText(options), spins)))),
    checkHeap: (words) => {
      reader.read(words.subarray(header), blocks);
      return blocks.kind.subarray(0, blocks.count).filter((kind) => kind === USED).length;
    },
  };
}

/** Everybody has ended: each call has done its work, the lock is free, and the heap is sound. */
function checkEnd(
  { supervisor, leavesDamage, timePasses }: Scenario,
  machine: Machine,
  checkHeap: (words: Int32Array) => number,
): void {
  const isLost = machine.lock === LOST;
  machine.threads.forEach(({ thrown, seen, isKilled }, i) => {
    if (thrown !== undefined) {
      const isExpected = isLost
        ? thrown.startsWith('the heap is lost')
        : timePasses && machine.hasKilled && thrown.startsWith('the heap stays locked by thread 1');
      if (!isExpected) throw new Fault(`thread ${i} threw: ${thrown}`);
    } else if (!isKilled && i !== supervisor && seen[0] === 0) {
      throw new Fault(`thread ${i} got no memory`);
    }
  });
  if (isLost && leavesDamage) return;
  if (machine.lock !== FREE && !(machine.hasKilled && supervisor === undefined)) {
    throw new Fault(`the lock is ${machine.lock} when all have ended`);
  }
  const used = checkHeap(machine.words);
  // A block of the thread that was killed, of those that gave up, and of the supervisor.
  const mayBeLeft = machine.threads.filter(
    ({ isKilled, thrown }, i) =>
      isKilled || thrown !== undefined || (i === supervisor && machine.hasKilled),
  ).length;
  if (used > mayBeLeft) throw new Fault(`${used} blocks are left`);
}
