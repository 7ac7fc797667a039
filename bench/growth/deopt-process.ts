/**
 * Traffic that changes, for `node --trace-deopt deopt-process.js DEFAULT OTHER…`. Prints a line
 * `phase: NAME` before each phase; what is between two of them happened in the first one.
 */
import { pathToFileURL } from 'node:url';

import { randomNumbers } from './random.ts';
import type { Allocator } from './scenarios.ts';

const START = 4096;
const HEAP = 8 << 20;
const CALLS = 400_000;
const SLOTS = 2000;

const variants: Allocator[] = [];
for (const file of process.argv.slice(2)) {
  variants.push((await import(pathToFileURL(file).href)) as Allocator);
}
const [variant] = variants as [Allocator];
const memory = new ArrayBuffer(START + HEAP);
const live = new Int32Array(SLOTS);
const random = randomNumbers(7);

function open({ mem_malloc_init }: Allocator, heap: ArrayBuffer | SharedArrayBuffer): void {
  mem_malloc_init(heap, START, HEAP);
  live.fill(0);
}

function traffic({ malloc, free }: Allocator, sizeOf: () => number): void {
  for (let i = 0; i < CALLS; i += 1) {
    const slot = random(SLOTS);
    free(live[slot] as number);
    live[slot] = malloc(sizeOf());
  }
}

const small = () => random(240);
const large = () => 256 + random(4000);
const mixed = () => (random(8) === 0 ? large() : small());

const PHASES: readonly (readonly [name: string, run: () => void])[] = [
  ['warm-up: mixed sizes', () => repeat(30, () => traffic(variant, mixed))],
  ['steady: mixed sizes', () => traffic(variant, mixed)],
  ['small sizes alone', () => repeat(3, () => traffic(variant, small))],
  ['large sizes alone', () => repeat(3, () => traffic(variant, large))],
  ['mixed sizes again', () => repeat(3, () => traffic(variant, mixed))],
  [
    'steady: sizes that alternate',
    () => repeat(2, () => [small, large, mixed].forEach((sizes) => traffic(variant, sizes))),
  ],
  ['another heap', () => reopen(new ArrayBuffer(START + HEAP))],
  ['a shared heap', () => reopen(new SharedArrayBuffer(START + HEAP))],
  [
    'steady: heaps that alternate',
    () => repeat(3, () => [memory, new SharedArrayBuffer(START + HEAP)].forEach(reopen)),
  ],
  ['other variants', () => everyVariant(4)],
  ['steady: variants that alternate', () => everyVariant(2)],
];

function repeat(times: number, run: () => void): void {
  for (let i = 0; i < times; i += 1) run();
}

function reopen(heap: ArrayBuffer | SharedArrayBuffer): void {
  open(variant, heap);
  repeat(3, () => traffic(variant, mixed));
}

function everyVariant(times: number): void {
  repeat(times, () => {
    for (const other of variants) {
      open(other, memory);
      traffic(other, mixed);
    }
  });
}

open(variant, memory);
for (const [name, run] of PHASES) {
  process.stdout.write(`phase: ${name}\n`);
  run();
}
