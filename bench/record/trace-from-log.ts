/**
 * `node bench/dist/bench/record/trace-from-log.js LOG [CALLS] > NAME.trace`: numbers the blocks of a
 * log that malloc_trace.c wrote. With CALLS, only that number of calls from the start.
 */
import { readFileSync } from 'node:fs';

import { traceLines } from './trace-lines.ts';

const [log = '', calls = 'Infinity'] = process.argv.slice(2);
process.stdout.write(traceLines(readFileSync(log), Number(calls)).join('\n') + '\n');
