/*
 * Replays a recorded trace with each of the bundles that the command line names, and prints what came of it
 * as JSON. Runs as a program of its own, because the bundles are modules.
 *
 *     node replay-bundles.mjs TRACE BUNDLE…
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

import { parseTrace, replay } from 'mallocgen/trace';

const [tracePath, ...bundles] = process.argv.slice(2);
const trace = parseTrace(gunzipSync(readFileSync(tracePath)).toString());
const require = createRequire(import.meta.url);

/** As in the recording: where the heap starts, and its size. */
const START = 65_536;
const SIZE = 0x20000;

const results = {};
for (const path of bundles) {
  const heap = path.endsWith('.cjs') ? require(path) : await import(pathToFileURL(path).href);
  const state = heap.MALLOC_STATE_SIZE;
  const before = heap.malloc_brk();
  heap.mem_malloc_init(new ArrayBuffer(START + SIZE), START - state, SIZE + state);
  const offsets = [];
  replay(trace, heap, {
    allocated: (mem) => offsets.push(mem === 0 ? -1 : mem - START),
    freed() {},
  });
  results[path] = {
    offsets,
    before,
    binding: heap.mem_malloc_brk,
    function: heap.malloc_brk(),
  };
}
console.log(JSON.stringify(results));
