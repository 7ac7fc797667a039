/*
 * Configurations as malloc.js and as malloc.wasm: those of configs/, and random ones. Every call returns the
 * same, and leaves the same bytes; or the configuration has no module, and the message says which symbol is
 * the reason.
 */
import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, test } from '@jest/globals';

import { openSession, parseDefconfig } from '../../../generator/kconfig/index.ts';
import { wasmGoal } from '../../../generator/lower-phase.ts';
import {
  canonicalForm,
  enabledPhases,
  phaseOptions,
  type BuildOptions,
} from '../../../generator/options/index.ts';
import { pricedSymbols } from '../../../generator/price/priced-symbols.ts';
import {
  WasmTargetError,
  type Goal,
  type LoweredModule,
  type WasmRequest,
} from '../../../generator/wasm/index.ts';
import type { Allocator, Memory } from '../../support/allocator.ts';
import { loadFace, lowered, specialisedOf } from '../../support/lowered.ts';
import { randomIntegers, runs, seeded } from '../../support/seed.ts';
import { loadSpecialised } from '../../support/specialised.ts';
import { sharedMemory, unsharedMemory } from '../../support/wasm-memory.ts';
import { ourConfiguration, ourTree } from '../options/configuration.ts';
import { callBoth, differs, ODD } from './both-heaps.ts';

const START = 4096;
const PAGES = 24;
const MOST_PAGES = 64;

interface Wanted {
  readonly options: BuildOptions;
  readonly goal: Goal;
}

/** The options with one symbol changed. */
function flipped(options: BuildOptions, symbol: string): BuildOptions {
  const change = <T extends Readonly<Record<string, boolean>>>(symbols: T): T =>
    symbol in symbols ? { ...symbols, [symbol]: symbols[symbol] !== true } : symbols;
  return { ...options, enabled: change(options.enabled), global: change(options.global) };
}

function memoryOf({ enabled }: BuildOptions) {
  return enabled.SYS_MALLOC_LOCK
    ? sharedMemory(PAGES, MOST_PAGES)
    : unsharedMemory(PAGES, MOST_PAGES);
}

/** Makes the heap as the configuration does: the pool before it, where there is one. */
function open(heap: Allocator, memory: Memory): void {
  const size = PAGES * 65536 - 2 * START;
  // A module without it lacks the name.
  const has = heap as Partial<Allocator>;
  if (has.initf_malloc !== undefined) heap.initf_malloc(memory, 64);
  if (has.mem_malloc_init === undefined) return;
  if (has.initf_malloc !== undefined) heap.malloc(100);
  if (has.initr_malloc === undefined) heap.mem_malloc_init(memory, START, size);
  else heap.initr_malloc(memory, START, size);
}

/** Calls both, and says what differs. */
async function compare(options: BuildOptions, module: LoweredModule, seed: number): Promise<void> {
  const face = await loadFace(module);
  const js = await loadSpecialised(options);
  const memories = [memoryOf(options), memoryOf(options)] as const;
  open(js, memories[0]);
  open(face, memories[1]);
  // memalign() of dlmalloc 2.6.6 adds its padding to NaN, and docs/wasm.md says how the 64-bit layout differs.
  const isPlain = !options.enabled.SYS_MALLOC_LEGACY && !options.global['64BIT'];
  callBoth(js, face, 1000, seed, isPlain ? ODD : ODD.filter(Number.isInteger));
  expect(differs(memories[0].buffer, memories[1].buffer)).toBe(-4);
}

type Phase = readonly [string, Wanted, WasmRequest];

const names = readdirSync('configs').filter((name) => name.endsWith('_defconfig'));
const seen = new Set<string>();
/** Equal phases once. */
const phases = names.flatMap((name) => {
  const configuration = ourConfiguration(readFileSync(`configs/${name}`, 'utf8'));
  return enabledPhases(configuration).flatMap((phase): readonly Phase[] => {
    const options = phaseOptions(configuration, phase);
    const wanted = { options, goal: wasmGoal(configuration, options) };
    const form = `${wanted.goal} ${canonicalForm(options)}`;
    if (seen.has(form)) return [];
    seen.add(form);
    // One after the other has its heap at any address and at a fixed one.
    const request = seen.size % 2 === 0 ? { address: START } : {};
    return [[`${name} ${phase}`, wanted, request]];
  });
});

describe('configs/', () => {
  test.each(phases)('%s', async (_, wanted, request) => {
    const { options, goal } = wanted;
    const without = (symbol: string) => specialisedOf(flipped(options, symbol));
    let module: LoweredModule;
    try {
      module = await lowered(options, { goal, without, ...request });
    } catch (error) {
      if (!(error instanceof WasmTargetError)) throw error;
      const [symbol = '', value] = error.blamed?.split('=') ?? [];
      const { enabled, global } = options;
      const all: Readonly<Record<string, boolean>> = { ...enabled, ...global };
      expect(all[symbol]).toBe(value === 'y');
      expect(error.message).toContain(symbol);
      return;
    }
    await compare(options, module, 3);
  });

  test('some have a module, and some have not', () => {
    expect(phases.length).toBeGreaterThan(30);
  });
});

test(seeded('random configurations'), async () => {
  const { numRuns } = runs(12);
  const below = randomIntegers(22);
  const symbols = pricedSymbols(ourTree, 'u-boot');
  const outcomes = new Map<string, string>();
  for (let i = 0; i < numRuns; i += 1) {
    const base = ['', 'CONFIG_SYS_MALLOC_SMALL=y\n', 'CONFIG_SYS_MALLOC_LEGACY=y\n'][below(3)]!;
    const session = openSession(ourTree, parseDefconfig(base, 'x_defconfig'));
    const changes = [base.trim()];
    for (let count = 1 + below(5); count > 0; count -= 1) {
      const symbol = symbols[below(symbols.length)]!;
      const present = session.get(symbol);
      if (present?.type !== 'bool') continue;
      session.set(symbol, present.value === 'y' ? 'n' : 'y');
      changes.push(symbol);
    }
    const options = phaseOptions(session, 'u-boot');
    const goal = wasmGoal(session, options);
    const form = `${goal} ${canonicalForm(options)}`;
    if (outcomes.has(form)) continue;
    try {
      const request = below(2) === 0 ? {} : { address: START };
      await compare(options, await lowered(options, { goal, ...request }), i + 1);
      outcomes.set(form, 'same');
    } catch (error) {
      if (!(error instanceof WasmTargetError))
        throw new Error(`${changes.join(' ')}: ${String(error)}`, { cause: error });
      outcomes.set(form, 'refused');
    }
  }
  expect(new Set(outcomes.values())).toEqual(new Set(['same', 'refused']));
});
