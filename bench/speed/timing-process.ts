/**
 * One contestant, one trace, one process: `node timing-process.js KIND FILE TRACE MODE SECONDS`, or with
 * `verify` for MODE. Prints a Timing as JSON.
 */
import { readFileSync } from 'node:fs';

import { parseTrace } from '../traces.ts';
import { HEAP_SIZE, type Kind } from './contestant.ts';
import { loadContestant } from './open-contestant.ts';
import { replay } from './replay.ts';
import { reuseSlots } from './slots.ts';
import type { Timing } from './timing.ts';
import { verify } from './verify.ts';

const [kind, file = '', tracePath = '', mode, seconds] = process.argv.slice(2);
const trace = reuseSlots(parseTrace(readFileSync(tracePath, 'utf8')));
const open = await loadContestant(kind as Kind, file);
let contestant = open();
const blocks = new Int32Array(trace.blocks);

if (mode === 'verify') {
  verify(contestant, trace, 2 * HEAP_SIZE);
} else {
  const times: number[] = [];
  const end = processorSeconds() + Number(seconds);
  do {
    blocks.fill(0);
    const start = process.hrtime.bigint();
    replay(contestant, trace, blocks);
    times.push(Number(process.hrtime.bigint() - start) / trace.calls);
    if (mode === 'cold') contestant = open();
    else contestant.reset(blocks);
  } while (processorSeconds() < end);
  const best = Math.min(...times);
  const timing: Timing = {
    best,
    first: times[0] ?? Number.NaN,
    warmUpRounds: times.findIndex((time) => time <= best * 1.1),
    rounds: times.length,
  };
  process.stdout.write(JSON.stringify(timing));
}

/** Where others are at work too, elapsed time says little about how much was replayed. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
