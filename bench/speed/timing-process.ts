/**
 * One contestant, one trace, one process: `node timing-process.js KIND FILE TRACE MODE SECONDS [LOOP]`, or
 * with `verify` for MODE. LOOP is a WebAssembly module that replays. Prints a Timing as JSON.
 */
import { readFileSync } from 'node:fs';

import { parseTrace } from '../traces.ts';
import { HEAP_SIZE, type Kind } from './contestant.ts';
import { moduleLoop, scriptLoop } from './loop.ts';
import { loadContestant } from './open-contestant.ts';
import { reuseSlots } from './slots.ts';
import type { Timing } from './timing.ts';
import { verify } from './verify.ts';

const [kind, file = '', tracePath = '', mode, seconds, loopFile] = process.argv.slice(2);
const trace = reuseSlots(parseTrace(readFileSync(tracePath, 'utf8')));
const open = await loadContestant(kind as Kind, file);
let contestant = open();

if (mode === 'verify') {
  verify(contestant, trace, 2 * HEAP_SIZE);
} else {
  const loopOf = loopFile === undefined ? scriptLoop(trace) : await moduleLoop(loopFile, trace);
  let loop = loopOf(contestant);
  const times: number[] = [];
  const end = processorSeconds() + Number(seconds);
  do {
    loop.blocks.fill(0);
    const start = process.hrtime.bigint();
    loop.run();
    times.push(Number(process.hrtime.bigint() - start) / trace.calls);
    if (mode === 'cold') {
      contestant = open();
      loop = loopOf(contestant);
    } else contestant.reset(loop.blocks);
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
