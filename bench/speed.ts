/**
 * `npm run bench`: how long recorded traces of real programs take, next to other allocators.
 */
import { rmSync } from 'node:fs';

import { CHECK, FORMAT, parseArguments } from './arguments.ts';
import { goalLine, isMet } from './goal.ts';
import { machineLine } from './machine.ts';
import { barChart } from './speed/chart.ts';
import { QUOTED_C_DLMALLOC, speedGoals } from './speed/goals.ts';
import { prepareContestants, unpackTrace, type Prepared } from './speed/prepare.ts';
import { bestOf, ratiosTo, type Ratios, type Result } from './speed/results.ts';
import { timeOnce, verifyOnce } from './speed/time.ts';
import type { Timing } from './speed/timing.ts';
import { tableText, type Column } from './table.ts';
import { loadTrace, tracesLongerThan } from './traces.ts';

const REFERENCE = 'tlsf';

const machine = machineLine();
const args = parseArguments(
  'bench',
  'Replays recorded traces: best time of several processes, ratios to TLSF.',
  {
    format: FORMAT,
    check: CHECK,
    repetitions: { type: 'number', default: 5, describe: 'Processes a contestant and trace' },
    seconds: { type: 'number', default: 1, describe: 'How long each process replays' },
    trace: {
      array: true,
      type: 'string',
      describe: 'Only these traces; without it all that have more than 50,000 calls',
    },
    contestant: {
      array: true,
      type: 'string',
      describe: 'Only these contestants; tlsf is always one',
    },
    cap: {
      type: 'number',
      default: 10,
      describe: 'Seconds after which thi.ng is stopped, for each trace',
    },
  },
);

const { folder, contestants: all } = await prepareContestants();
const wanted = (name: string) =>
  name === REFERENCE || !args.contestant || args.contestant.includes(name);
const contestants = all.filter(({ name }) => wanted(name));
const traces = (args.trace ?? tracesLongerThan(50_000)).map((name) => ({
  name,
  path: unpackTrace(folder, name),
  calls: loadTrace(name).calls,
}));

const timings = new Map<string, Timing | undefined>();
const key = (contestant: Prepared, trace: string) => `${contestant.name} ${trace}`;
/** It searches a list at each call and may take minutes: it runs once, for as long as it may. */
const isSlow = ({ kind }: Prepared) => kind === 'thi.ng';
const timeout = (contestant: Prepared) => (isSlow(contestant) ? args.cap : 60 + args.seconds);

try {
  for (const { name, path } of traces) {
    for (const contestant of contestants.filter(({ kind }) => kind === 'ours' || kind === 'tlsf')) {
      process.stderr.write(`checking ${contestant.name} on ${name}\n`);
      await verifyOnce(contestant, path, timeout(contestant));
    }
  }
  for (let repetition = 0; repetition < args.repetitions; repetition += 1) {
    process.stderr.write(`repetition ${repetition + 1} of ${args.repetitions}\n`);
    for (const { name, path } of traces) {
      for (const contestant of contestants) {
        if (isSlow(contestant) && repetition > 0) continue;
        const timing = await timeOnce(contestant, path, args.seconds, timeout(contestant));
        timings.set(key(contestant, name), bestOf(timings.get(key(contestant, name)), timing));
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}

const results = contestants.flatMap((contestant) =>
  traces.map(({ name, calls }): Result => {
    const timing = timings.get(key(contestant, name));
    return {
      contestant: contestant.name,
      trace: name,
      atLeast: (args.cap * 1e9) / calls,
      ...(timing && { timing }),
    };
  }),
);
const ratios = ratiosTo(REFERENCE, results);
const goals = speedGoals(ratios).filter(({ value }) => !Number.isNaN(value));

if (args.format === 'json') {
  const quoted = { 'C dlmalloc, WebAssembly -O3': QUOTED_C_DLMALLOC };
  process.stdout.write(`${JSON.stringify({ machine, results, ratios, quoted, goals }, null, 2)}\n`);
} else {
  const { format } = args;
  const of = (contestant: string, trace: string) =>
    results.find((result) => result.contestant === contestant && result.trace === trace);
  const byTrace = (title: string, cell: (contestant: string, trace: string) => string | number) => {
    const columns: readonly Column<string>[] = [
      { title, value: (trace) => trace },
      ...contestants.map(({ name }): Column<string> => ({
        title: name,
        value: (trace) => cell(name, trace),
      })),
    ];
    return tableText(
      columns,
      traces.map(({ name }) => name),
      format,
    );
  };
  const time = (contestant: string, trace: string) => {
    const result = of(contestant, trace);
    return result?.timing?.best.toFixed(2) ?? `> ${result?.atLeast.toFixed(0)}`;
  };
  const ratioColumns: readonly Column<Ratios>[] = [
    { title: 'time, TLSF = 1', value: ({ contestant }) => contestant },
    ...traces.map(({ name }): Column<Ratios> => ({
      title: name,
      value: (row) => ratio(row.byTrace[name]),
    })),
    { title: 'geometric mean', value: ratioText },
  ];
  const bars = ratios.map((row) => ({
    name: row.contestant,
    value: row.mean,
    text: ratioText(row),
  }));
  const quoted = {
    name: 'C dlmalloc',
    value: QUOTED_C_DLMALLOC,
    text: `${QUOTED_C_DLMALLOC} (WebAssembly -O3; quoted, not measured here)`,
  };
  process.stdout.write(
    [
      machine,
      byTrace('ns a call, best', time),
      byTrace(
        'ns a call, first round',
        (contestant, trace) => of(contestant, trace)?.timing?.first.toFixed(0) ?? '',
      ),
      byTrace(
        'rounds to warm up',
        (contestant, trace) => of(contestant, trace)?.timing?.warmUpRounds ?? '',
      ),
      tableText(ratioColumns, ratios, format),
      format === 'markdown'
        ? `\`\`\`text\n${barChart([...bars, quoted], 1.5)}\n\`\`\``
        : barChart([...bars, quoted], 1.5),
      goals
        .map((goal) => (format === 'markdown' ? `- ${goalLine(goal)}` : goalLine(goal)))
        .join('\n'),
      '',
    ].join('\n\n'),
  );
}
if (args.check && !goals.every(isMet)) process.exitCode = 1;

function ratio(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(value < 10 ? 3 : 0);
}

function ratioText({ mean, isLowerBound }: Ratios): string {
  return `${isLowerBound ? '> ' : ''}${ratio(mean)}`;
}
