/** One variant, one process: `node mcheck-process.js FILE` prints the CPU time of a call of malloc() and free(), in ns. */
import { pathToFileURL } from 'node:url';

import { randomNumbers } from '../growth/random.ts';

interface Allocator {
  readonly initr_malloc: (memory: ArrayBuffer, start: number, size: number) => void;
  readonly malloc: (bytes: number) => number;
  readonly free: (mem: number) => void;
}

const HEAP = 1 << 22;
const BLOCKS = 256;
const CALLS = 100_000;

const { initr_malloc, malloc, free } = (await import(
  pathToFileURL(process.argv[2] ?? '').href
)) as Allocator;
initr_malloc(new ArrayBuffer(HEAP), 0, HEAP);

const randomBelow = randomNumbers(1);
const live = Array.from({ length: BLOCKS }, () => 0);

/** The names are of a length that programs have: three of these calls fill the text of a header. */
function allocate_one_block(slot: number, bytes: number): void {
  live[slot] = malloc(bytes);
}

function take_or_give(slot: number, bytes: number): void {
  if (live[slot] === 0) {
    allocate_one_block(slot, bytes);
  } else {
    free(live[slot] ?? 0);
    live[slot] = 0;
  }
}

function run_the_program(calls: number): void {
  for (let i = 0; i < calls; i += 1) take_or_give(randomBelow(BLOCKS), 8 + randomBelow(200));
}

run_the_program(CALLS);
let best = Number.POSITIVE_INFINITY;
for (let round = 0; round < 8; round += 1) {
  const before = process.cpuUsage().user;
  run_the_program(CALLS);
  best = Math.min(best, process.cpuUsage().user - before);
}
process.stdout.write(String((best * 1000) / CALLS));
