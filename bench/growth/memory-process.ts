/**
 * Variants in kinds of memory: `node memory-process.js FILE MEMORY FILE MEMORY …` prints a list of
 * `{ nanoseconds, views }`: the time of a call, and the views that track the length of the memory.
 *
 * The heaps take turns, so that what else the machine does slows them alike. Each has a loop and a module of
 * its own, so that V8 compiles them as if each were alone.
 */
import { pathToFileURL } from 'node:url';

import { countTrackingViews, makeMemory, type MemoryKind } from './memories.ts';
import type { Allocator } from './scenarios.ts';
import type * as Traffic from './traffic.ts';

const ROUNDS = 250;

interface Runner {
  readonly round: () => number;
  readonly views: number;
  nanoseconds: number;
}

const args = process.argv.slice(2);
const trackingViews = countTrackingViews();
const runners: Runner[] = [];
for (let i = 0; i < args.length; i += 2) {
  const before = trackingViews();
  const file = pathToFileURL(args[i] ?? '').href;
  const allocator = (await import(`${file}?${i}`)) as Allocator;
  const { startTraffic } = (await import(`./traffic.js?${i}`)) as typeof Traffic;
  const { memory, size } = makeMemory(args[i + 1] as MemoryKind);
  allocator.mem_malloc_init(memory, 0, size);
  const round = startTraffic(allocator);
  // The first rounds compile everything, and let the memory grow.
  for (let warm = 0; warm < 50; warm += 1) round();
  runners.push({ round, views: trackingViews() - before, nanoseconds: Infinity });
}
for (let i = 0; i < ROUNDS; i += 1) {
  for (const runner of runners) {
    runner.nanoseconds = Math.min(runner.nanoseconds, runner.round());
  }
}
process.stdout.write(
  JSON.stringify(runners.map(({ nanoseconds, views }) => ({ nanoseconds, views }))),
);
