/**
 * `npm run bench:prices`: how long it takes to price every option of a configuration, and how much of that a
 * specialiser remembers from variant to variant. With `--verify`, whether it remembers right.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { localWork, type Work } from '../generator/price/index.ts';
import { createSpecialiser, openTemplates, specialise } from '../generator/specialise/index.ts';
import { PACKAGE_ROOT } from '../src/package-root.ts';
import { CHECK, FORMAT, parseArguments } from './arguments.ts';
import { runCold } from './generate/cold.ts';
import { goalLine, isMet, type Goal } from './goal.ts';
import { machineLine } from './machine.ts';
import { median } from './median.ts';
import { roundsOf, type Round } from './prices/rounds.ts';
import { verifyMemo } from './prices/verify.ts';
import { tableText, type Column } from './table.ts';

const machine = machineLine();
const args = parseArguments(
  'bench:prices',
  'How long it takes to price every option of default_defconfig. Build dist/ first.',
  {
    format: FORMAT,
    check: CHECK,
    repetitions: { type: 'number', default: 5, describe: 'Of each; the best counts' },
    verify: {
      type: 'boolean',
      default: false,
      describe: 'Compare all variants with those made without a memo, and measure nothing',
    },
  },
);

const TEMPLATES = join(PACKAGE_ROOT, 'templates');
const PARSED = join(PACKAGE_ROOT, 'dist/bundle/templates.bin');
/** Small options and large ones, one after the other. */
const WALK = [
  'NO_MALLINFO',
  'SIMPLE_MEMALIGN',
  'NO_TREE_BINS',
  'INSECURE',
  'SYS_MALLOC_GROW',
  '64BIT',
  'MALLOC_DEBUG',
];

/** Milliseconds of processor time that work takes in this process, compressors included. */
function processorTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** A round of the walk. Times are milliseconds a variant. */
interface Row {
  readonly name: string;
  readonly variants: number;
  /** Processor time to specialise without a memo. */
  alone: number;
  /** The same with one. */
  remembering: number;
  /** Computations, and those that were done again. */
  run: number;
  again: number;
  /** Elapsed until all are measured: specialised, minified and compressed. */
  measured: number;
}

async function rowsOf(rounds: readonly Round[]): Promise<readonly Row[]> {
  const templates = await openTemplates(TEMPLATES, PARSED);
  const rows: Row[] = rounds.map(({ name, variants: { length } }) => ({
    name,
    variants: length,
    alone: Infinity,
    remembering: Infinity,
    run: 0,
    again: 0,
    measured: Infinity,
  }));
  for (let i = 0; i < args.repetitions; i += 1) {
    process.stderr.write(`walk ${i + 1} of ${args.repetitions}\n`);
    const specialiser = createSpecialiser(templates);
    const work = localWork({ templates: TEMPLATES, parsedTemplates: PARSED });
    for (const [at, { variants }] of rounds.entries()) {
      const row = rows[at] as Row;
      const each = (time: number): number => time / variants.length;
      const alone = processorTime(() => variants.forEach((one) => specialise(templates, one)));
      row.alone = Math.min(row.alone, each(alone));
      const before = { ...specialiser.counts };
      const remembering = processorTime(() => variants.forEach((one) => specialiser.price(one)));
      row.remembering = Math.min(row.remembering, each(remembering));
      row.run = specialiser.counts.run - before.run;
      row.again = row.run - (specialiser.counts.remembered - before.remembered);
      row.measured = Math.min(row.measured, each(await elapsed(work, variants)));
    }
  }
  return rows;
}

/** Milliseconds until all variants are measured, three at once as the threads of `mallocgen price` do. */
async function elapsed(work: Work, variants: Round['variants']): Promise<number> {
  const start = performance.now();
  const queue = variants.values();
  const drain = async (): Promise<void> => {
    for (const options of queue) await work({ options });
  };
  await Promise.all([drain(), drain(), drain()]);
  return performance.now() - start;
}

/** `mallocgen price` without prices that are kept, but with compiled code, as after its first use. */
async function coldRuns(): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mallocgen-prices-'));
  process.env['XDG_CACHE_HOME'] = folder;
  const run = (): ReturnType<typeof runCold> =>
    runCold(['price', '--defconfig', 'default_defconfig']);
  try {
    await run();
    const runs: number[] = [];
    for (let i = 0; i < args.repetitions; i += 1) {
      for (const name of readdirSync(join(folder, 'mallocgen')))
        if (name.startsWith('prices-')) rmSync(join(folder, 'mallocgen', name));
      runs.push((await run()).milliseconds);
    }
    return runs;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  const cold = await coldRuns();
  const rows = await rowsOf(roundsOf('default', WALK));
  const [first, ...later] = rows as readonly [Row, ...Row[]];
  const goals: readonly Goal[] = [
    {
      what: `all ${first.variants} variants of default_defconfig, mallocgen price, cold`,
      value: Math.min(...cold) / 1000,
      limit: 1.5,
      unit: 's',
    },
    {
      what: 'the same after a toggle (median of the walk)',
      value: median(later.map((row) => (row.measured * row.variants) / 1000)),
      limit: 0.3,
      unit: 's',
    },
    {
      what: 'a variant, warm',
      value: median(rows.map(({ measured }) => measured)),
      limit: 10,
      unit: 'ms',
    },
  ];
  const { format } = args;
  if (format === 'json') {
    process.stdout.write(`${JSON.stringify({ machine, goals, rows, cold }, null, 2)}\n`);
  } else {
    const columns: readonly Column<Row>[] = [
      { title: 'after', value: ({ name }) => name },
      { title: 'variants', value: ({ variants }) => variants },
      { title: 'CPU ms each, no memo', value: ({ alone }) => alone.toFixed(1), toTheRight: true },
      { title: 'memo', value: ({ remembering }) => remembering.toFixed(1), toTheRight: true },
      { title: 'steps', value: ({ run }) => run },
      { title: 'done again', value: ({ again }) => again },
      {
        title: 'measured, ms each',
        value: ({ measured }) => measured.toFixed(1),
        toTheRight: true,
      },
    ];
    process.stdout.write(
      [machine, ...goals.map(goalLine), '', tableText(columns, rows, format)]
        .map((line) => `${line}\n`)
        .join(''),
    );
  }
  if (args.check && !goals.every(isMet)) process.exitCode = 1;
}

if (args.verify) {
  const templates = await openTemplates(TEMPLATES, PARSED);
  const compared = verifyMemo(templates, (name) => process.stderr.write(`${name}\n`));
  process.stdout.write(`${compared} variants are the same with and without a memo.\n`);
} else await main();
