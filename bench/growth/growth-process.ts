/** One scenario, one variant, one process: `node growth-process.js SCENARIO FILE N…` prints Points as JSON. */
import { pathToFileURL } from 'node:url';

import { SCENARIOS, type Allocator, type Scenario } from './scenarios.ts';

const [scenario, file = '', ...counts] = process.argv.slice(2);
const { mem_malloc_init, malloc, free } = (await import(pathToFileURL(file).href)) as Allocator;
const run = SCENARIOS[scenario as Scenario];
const allocator = { mem_malloc_init, malloc, free };
// Compiles everything before the first point is timed.
run(allocator, counts.slice(0, 2).map(Number));
process.stdout.write(JSON.stringify(run(allocator, counts.map(Number))));
