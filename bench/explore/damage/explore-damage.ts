/*
 * Heaps of which one byte was changed. With INSECURE=n a call ends with an error, or works as it should; it ends
 * after a bounded number of steps, and writes nothing outside the region.
 */
import { optionsOf } from '../../configurations.ts';
import { heapLayout } from '../../../test/support/heap-layout.ts';
import type { Allocator } from '../../../test/support/allocator.ts';
import { variantText } from '../variant.ts';
import type { Walked } from '../walk.ts';
import { countSteps, TooManySteps, type Counted } from './count-steps.ts';
import { HEAPS, type Live } from './heaps.ts';

const CHECKED = '# CONFIG_INSECURE is not set\n';

/** The checked variants whose heaps are damaged. */
const VARIANTS: Readonly<Record<string, string>> = {
  checked: '',
  'checked-small': 'CONFIG_SYS_MALLOC_SMALL=y\n',
  'checked-system': '# CONFIG_SIMPLE_SYSALLOC is not set\nCONFIG_HAVE_MMAP=y\n',
  'checked-grow': 'CONFIG_SYS_MALLOC_GROW=y\n',
};

const GUARD = 4096;
const REGION = 4096;
const GUARD_BYTE = 0xa5;
/** Turns of loops, and calls of functions, that one call may take: more than twice the words of the region. */
const MAX_STEPS = 2500;

/** What damage can do. */
const OUTCOMES = ['error', 'correct', 'wrong', 'outside', 'endless'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What was damaged, and what came of it. */
export interface DamageCounts {
  readonly name: string;
  readonly damages: number;
  readonly calls: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Of the damages to each part of a heap, those after which a call worked wrongly. */
  readonly wrong: Readonly<Record<string, number>>;
  readonly examples: readonly string[];
}

/** Where a byte is, and whose it is. */
interface Target {
  readonly at: number;
  readonly part: string;
}

/** What the byte becomes: each bit changed alone, all of them, and two values. */
const CHANGES: readonly ((byte: number) => number)[] = [
  ...Array.from({ length: 8 }, (_, bit) => (byte: number) => byte ^ (1 << bit)),
  (byte) => byte ^ 0xff,
  () => 0,
  () => 0x10,
];

export const DAMAGE_VARIANTS: readonly string[] = Object.keys(VARIANTS).flatMap((name) => [
  `${name}-32`,
  `${name}-64`,
]);

/** Damages every byte of each heap in each way, and makes each call. @param every only each n-th damage */
export function damageHeaps(name: string, every: number): DamageCounts {
  const is64 = name.endsWith('-64');
  const options = optionsOf(
    CHECKED + VARIANTS[name.slice(0, -3)]! + (is64 ? 'CONFIG_64BIT=y\n' : ''),
  );
  const layout = heapLayout(options);
  const bench = new DamageBench(countSteps(variantText(options)), layout.sizeT);
  const outcomes = { error: 0, correct: 0, wrong: 0, outside: 0, endless: 0 };
  const wrong: Record<string, number> = {};
  const examples: string[] = [];
  let damages = 0;
  let calls = 0;
  for (const heap of Object.keys(HEAPS)) {
    bench.open(heap);
    for (const { at, part } of bench.targets()) {
      for (const change of CHANGES) {
        const to = change(bench.whole[at]!);
        if (to === bench.whole[at]) continue;
        damages += 1;
        if (damages % every !== 0) continue;
        let worst: Outcome = 'correct';
        for (const [text, outcome] of bench.callsAfter(at, to)) {
          calls += 1;
          outcomes[outcome] += 1;
          if (OUTCOMES.indexOf(outcome) < 2) continue;
          if (OUTCOMES.indexOf(outcome) > OUTCOMES.indexOf(worst)) worst = outcome;
          if (examples.length < 4000) {
            examples.push(`${heap}: ${part}, byte ${at} = ${to}: ${text}: ${outcome}`);
          }
        }
        if (worst !== 'correct') wrong[part] = (wrong[part] ?? 0) + 1;
      }
    }
  }
  return { name, damages, calls, outcomes, wrong, examples };
}

/** A call, and the block that it resizes or frees. */
type Call = readonly [
  text: string,
  make: (allocator: Allocator, live: Live) => void,
  block?: number,
];

/** One heap between two guards, and the calls that are made on damaged copies of it. */
class DamageBench {
  readonly #make: () => Counted;
  readonly #sizeT: number;
  readonly #buffer = new ArrayBuffer(GUARD + REGION + GUARD);
  readonly #bytes = new Uint8Array(this.#buffer);
  readonly #guard = Buffer.alloc(GUARD, GUARD_BYTE);
  #counted: Counted;
  #live: Live = new Map();
  /** The memory before the damage. */
  whole: Uint8Array;

  constructor(make: () => Counted, sizeT: number) {
    this.#make = make;
    this.#sizeT = sizeT;
    this.#counted = make();
    this.whole = this.#bytes.slice();
  }

  /** Makes one of {@link HEAPS}. */
  open(name: string): void {
    this.#counted = this.#make();
    this.#live = new Map();
    this.#bytes.fill(GUARD_BYTE);
    const { allocator } = this.#counted;
    allocator.mem_malloc_init(this.#buffer, GUARD, REGION);
    HEAPS[name]!(allocator, this.#live);
    for (const [mem, bytes] of this.#live) this.#bytes.fill(mem & 0xff, mem, mem + bytes);
    this.whole = this.#bytes.slice();
  }

  /** The bytes of static data, of heads, and of the links and feet of free chunks. */
  targets(): readonly Target[] {
    const { allocator } = this.#counted;
    const targets: Target[] = [];
    const add = (from: number, words: number, part: string) => {
      for (let at = from; at < from + words * 4; at += 1) targets.push({ at, part });
    };
    const state = allocator.MALLOC_STATE_SIZE;
    add(allocator.mem_malloc_start - state, state / 4, 'static data');
    const view = new Int32Array(this.#buffer);
    const sizeT = this.#sizeT;
    let p = allocator.mem_malloc_start / 4 + sizeT;
    const end = (GUARD + REGION) / 4;
    while (p < end) {
      const words = view[p]! >>> 2;
      const used = (view[p]! & 2) !== 0;
      add(p * 4, sizeT, used ? 'head of a block' : 'head of a free chunk');
      if (!used && p + words < end) {
        add((p + sizeT) * 4, Math.min(words - 2 * sizeT, 5), 'links of a free chunk');
        add((p + words - sizeT) * 4, sizeT, 'foot of a free chunk');
      }
      if (words === 0) break;
      p += words;
    }
    return targets;
  }

  /** Each call on a damaged copy of the heap, and all of them one after the other. */
  *callsAfter(at: number, to: number): Generator<readonly [call: string, outcome: Outcome]> {
    for (const call of this.#calls()) {
      this.#damage(at, to);
      yield [call[0], this.#outcomeOf(call, new Map(this.#live), at)];
    }
    this.#damage(at, to);
    const live = new Map(this.#live);
    for (const call of this.#calls()) {
      const outcome = this.#outcomeOf(call, live, at);
      yield [`… ${call[0]}`, outcome];
      // After an error the heap stays as it is, and the program goes on.
      if (outcome !== 'error' && outcome !== 'correct') return;
    }
  }

  #damage(at: number, to: number): void {
    this.#bytes.set(this.whole);
    this.#bytes[at] = to;
  }

  *#calls(): Generator<Call> {
    for (const bytes of [1, 12, 28, 60, 200, 300, 420, 2000]) {
      yield [
        `malloc(${bytes})`,
        (allocator, live) => this.#take(allocator.malloc(bytes), bytes, live),
      ];
    }
    yield ['calloc(1, 290)', (allocator, live) => this.#take(allocator.calloc(1, 290), 290, live)];
    yield [
      'memalign(64, 30)',
      (allocator, live) => this.#take(allocator.memalign(64, 30), 30, live),
    ];
    for (const mem of [...this.#live.keys()].slice(0, 6)) {
      for (const bytes of [1, 60, 400]) {
        yield [
          `realloc(${mem}, ${bytes})`,
          (allocator, live) => {
            if (!live.has(mem)) return;
            const result = allocator.realloc(mem, bytes);
            if (result === 0) return;
            const old = live.get(mem)!;
            for (let i = 0; i < Math.min(old, bytes); i += 1) {
              if (this.#bytes[result + i] !== (mem & 0xff)) throw new Wrong('contents');
            }
            live.delete(mem);
            this.#take(result, bytes, live);
          },
          mem,
        ];
      }
      yield [
        `free(${mem})`,
        (allocator, live) => {
          if (!live.has(mem)) return;
          allocator.free(mem);
          live.delete(mem);
        },
        mem,
      ];
    }
  }

  /** Takes a block that was allocated, unless it is where no block can be. */
  #take(mem: number, bytes: number, live: Live): void {
    if (mem === 0) return;
    const { allocator } = this.#counted;
    if (mem < allocator.mem_malloc_start || mem + bytes > GUARD + REGION)
      throw new Wrong('outside');
    for (const [other, size] of live) {
      if (mem < other + Math.max(size, 1) && other < mem + Math.max(bytes, 1))
        throw new Wrong('overlap');
    }
    live.set(mem, bytes);
    this.#bytes.fill(mem & 0xff, mem, mem + bytes);
  }

  #outcomeOf([, make, block]: Call, live: Live, damaged: number): Outcome {
    const { allocator, steps } = this.#counted;
    let outcome: Outcome = 'correct';
    steps.left = MAX_STEPS;
    try {
      make(allocator, live);
    } catch (error) {
      if (error instanceof TooManySteps) return 'endless';
      outcome = error instanceof Wrong ? 'wrong' : 'error';
      // After an error, what is in the block that it was about is not known.
      if (block !== undefined) live.delete(block);
    } finally {
      steps.left = Infinity;
    }
    const memory = Buffer.from(this.#buffer);
    if (
      memory.compare(this.#guard, 0, GUARD, 0, GUARD) !== 0 ||
      memory.compare(this.#guard, 0, GUARD, GUARD + REGION) !== 0
    ) {
      return 'outside';
    }
    for (const [mem, bytes] of live) {
      for (let i = mem; i < mem + bytes; i += 1) {
        if (this.#bytes[i] !== (mem & 0xff) && i !== damaged) return 'wrong';
      }
    }
    return outcome;
  }
}

/** Thrown by what a call is checked with. */
class Wrong extends Error {}

export function damageLine({ name, damages, calls, outcomes, wrong }: DamageCounts): string {
  const parts = OUTCOMES.map((outcome) => `${outcomes[outcome]} ${outcome}`);
  const where = Object.entries(wrong).map(([part, count]) => `${part} ${count}`);
  return `${name}: ${damages} damages, ${calls} calls: ${parts.join(', ')}${where.length > 0 ? ` (${where.join(', ')})` : ''}`;
}

/** The counts in the form of a walk: what ends in neither an error nor an end is a fault. */
export function walkedOf({ damages, calls, outcomes, examples }: DamageCounts): Walked {
  const worst = examples.find((text) => /: (?:outside|endless)$/.test(text));
  return {
    states: damages,
    sequences: calls,
    depth: 1,
    complete: true,
    ...(outcomes.outside + outcomes.endless > 0 && {
      fault: { message: worst ?? 'a call does not end, or writes outside the region', calls: [] },
    }),
  };
}
