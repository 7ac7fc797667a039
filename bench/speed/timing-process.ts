/**
 * One contestant, one trace, one process: `node timing-process.js KIND FILE TRACE SECONDS`, or with
 * `verify` for SECONDS. Prints a Timing as JSON.
 */
import { readFileSync } from 'node:fs';

import { parseTrace } from '../traces.ts';
import { HEAP_SIZE, type Kind } from './contestant.ts';
import { openContestant } from './open-contestant.ts';
import { replay } from './replay.ts';
import { reuseSlots } from './slots.ts';
import type { Timing } from './timing.ts';
import { verify } from './verify.ts';

const [kind, file = '', tracePath = '', duration] = process.argv.slice(2);
const trace = reuseSlots(parseTrace(readFileSync(tracePath, 'utf8')));
const contestant = await openContestant(kind as Kind, file);
const blocks = new Int32Array(trace.blocks);
contestant.reset(blocks);

if (duration === 'verify') {
  verify(contestant, trace, 2 * HEAP_SIZE);
} else {
  const times: number[] = [];
  const end = performance.now() + Number(duration) * 1000;
  do {
    blocks.fill(0);
    const start = process.hrtime.bigint();
    replay(contestant, trace, blocks);
    times.push(Number(process.hrtime.bigint() - start) / trace.calls);
    contestant.reset(blocks);
  } while (performance.now() < end);
  const best = Math.min(...times);
  const timing: Timing = {
    best,
    first: times[0] ?? Number.NaN,
    warmUpRounds: times.findIndex((time) => time <= best * 1.1),
    rounds: times.length,
  };
  process.stdout.write(JSON.stringify(timing));
}
