/**
 * One variant in one kind of memory: `node memory-process.js FILE MEMORY` prints `{ nanoseconds, views }`:
 * the time of a call, and the views that track the length of the memory.
 */
import { pathToFileURL } from 'node:url';

import { countTrackingViews, makeMemory, type MemoryKind } from './memories.ts';
import { churn, smallSize, type Allocator } from './scenarios.ts';

const BLOCKS = 10_000;

const [file = '', kind] = process.argv.slice(2);
const trackingViews = countTrackingViews();
const allocator = (await import(pathToFileURL(file).href)) as Allocator;
let nanoseconds = Infinity;
// The first heap compiles everything.
for (let i = 0; i < 3; i += 1) {
  const { memory, size } = makeMemory(kind as MemoryKind);
  allocator.mem_malloc_init(memory, 0, size);
  nanoseconds = Math.min(nanoseconds, churn(allocator, 1, smallSize, BLOCKS).nanoseconds);
}
process.stdout.write(JSON.stringify({ nanoseconds, views: trackingViews() }));
