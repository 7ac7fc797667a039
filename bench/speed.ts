/**
 * `npm run bench`: how long recorded traces of real programs take, next to other allocators.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';

import { CHECK, FORMAT, parseArguments } from './arguments.ts';
import { isMet } from './goal.ts';
import { machineLine } from './machine.ts';
import { C_DLMALLOC, recordFor, writeRecord } from './speed/c-dlmalloc.ts';
import { speedGoals } from './speed/goals.ts';
import { compileLoop, prepareContestants, unpackTrace, type Prepared } from './speed/prepare.ts';
import { groupRatios, reportText } from './speed/report.ts';
import { VIEWS, bestOf, type Result, type View } from './speed/results.ts';
import { SPEED_TRACES } from './speed/speed-traces.ts';
import { timeOnce, verifyOnce } from './speed/time.ts';
import { MODES, type Mode, type Timing } from './speed/timing.ts';
import { TLSF, pairsOf, unitsOf } from './speed/units.ts';
import { loadTrace } from './traces.ts';

const args = parseArguments(
  'bench',
  'Replays recorded traces: best time of several processes, in units of C dlmalloc.',
  {
    format: FORMAT,
    check: CHECK,
    repetitions: { type: 'number', default: 5, describe: 'Processes a contestant and trace' },
    seconds: { type: 'number', default: 0.5, describe: 'Processor time of each process' },
    trace: { array: true, type: 'string', describe: 'Only these traces' },
    'held-out': {
      type: 'boolean',
      default: true,
      describe:
        'Also the traces that stay out of sight while tuning: --no-held-out leaves them out',
    },
    contestant: {
      array: true,
      type: 'string',
      describe: 'Only these contestants; tlsf is always one, and thi.ng only if it is named',
    },
    cap: {
      type: 'number',
      default: 10,
      describe: 'Seconds after which thi.ng is stopped, for each trace',
    },
    node: {
      type: 'string',
      default: process.execPath,
      describe: 'The Node.js that is timed: a path, or a name on PATH',
    },
    c: { type: 'string', describe: 'C dlmalloc as WebAssembly, to be timed too' },
    inside: {
      type: 'boolean',
      implies: 'c',
      describe: 'The loop that replays is WebAssembly, too',
    },
    record: {
      type: 'boolean',
      implies: 'c',
      conflicts: 'inside',
      describe: 'Keep the times of C in bench/speed/c-dlmalloc.json',
    },
  },
);

const timed = ask<{ readonly node: string; readonly v8: string }>('process.versions');
const machine = machineLine(timed);
const { folder, contestants: all } = await prepareContestants(args.c);
const loop = args.inside ? await compileLoop(folder) : undefined;
const wanted = ({ name, kind }: Prepared) =>
  name === TLSF || (args.contestant ? args.contestant.includes(name) : kind !== 'thi.ng');
const contestants = all.filter(wanted);
const chosen = SPEED_TRACES.filter(
  ({ name, isHeldOut }) => args.trace?.includes(name) ?? (args['held-out'] || !isHeldOut),
);
const traces = chosen.map((trace) => ({
  ...trace,
  path: unpackTrace(folder, trace.name),
  calls: loadTrace(trace.name).calls,
}));

const timings = new Map<string, Timing | undefined>();
const key = (contestant: Prepared, trace: string, mode: Mode) =>
  `${contestant.name} ${trace} ${mode}`;
/** It searches a list at each call and may take minutes: it runs once, for as long as it may. */
const isSlow = ({ kind }: Prepared) => kind === 'thi.ng';
const timeout = (contestant: Prepared) => (isSlow(contestant) ? args.cap : 60 + args.seconds);

try {
  for (const { name, path } of traces) {
    for (const contestant of contestants.filter(
      ({ kind }) => kind !== 'thi.ng' && kind !== 'loop',
    )) {
      process.stderr.write(`checking ${contestant.name} on ${name}\n`);
      await verifyOnce(args.node, contestant, path, timeout(contestant));
    }
  }
  for (let repetition = 0; repetition < args.repetitions; repetition += 1) {
    process.stderr.write(`repetition ${repetition + 1} of ${args.repetitions}\n`);
    for (const { name, path } of traces) {
      for (const mode of MODES) {
        for (const contestant of contestants) {
          if (isSlow(contestant) && (repetition > 0 || mode === 'cold')) continue;
          const timing = await timeOnce(
            args.node,
            contestant,
            path,
            mode,
            args.seconds,
            timeout(contestant),
            loop,
          );
          const of = key(contestant, name, mode);
          timings.set(of, bestOf(timings.get(of), timing));
        }
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}

const results = contestants.flatMap((contestant) =>
  traces.map(({ name, calls }): Result => {
    const ofMode = MODES.flatMap((mode) => {
      const timing = timings.get(key(contestant, name, mode));
      return timing === undefined ? [] : [[mode, timing] as const];
    });
    return {
      contestant: contestant.name,
      trace: name,
      timings: Object.fromEntries(ofMode),
      atLeast: (args.cap * 1e9) / calls,
    };
  }),
);
const byView = <T>(of: (view: View) => T) =>
  Object.fromEntries(VIEWS.map((view) => [view, of(view)])) as Readonly<Record<View, T>>;
const record = args.c === undefined ? recordFor(timed.node) : undefined;
const units = byView((view) => unitsOf(results, view, record));
const ratios = byView((view) => groupRatios({ traces, results, units }, view, true));
const goals = speedGoals(ratios);

if (args.record)
  writeRecord({ machine, node: timed.node, times: byView((v) => pairsOf(results, v)) });

const source =
  record === undefined
    ? `${C_DLMALLOC}: ${args.c === undefined ? 'not recorded' : 'measured in this run'}`
    : `${C_DLMALLOC}: TLSF's time in this run, times C ÷ TLSF as recorded on ${record.machine}`;
if (args.format === 'json') {
  process.stdout.write(`${JSON.stringify({ machine, source, results, units, goals }, null, 2)}\n`);
} else {
  process.stdout.write(reportText({ machine, source, traces, results, units, goals }, args.format));
}
if (args.check && !goals.every(isMet)) process.exitCode = 1;

/** Asks the Node.js that is timed for a value. */
function ask<T>(expression: string): T {
  const script = `process.stdout.write(JSON.stringify(${expression}))`;
  return JSON.parse(execFileSync(args.node, ['-e', script], { encoding: 'utf8' })) as T;
}
