/**
 * `npm run bench:growth`: how the cost of a call grows with the heap, and whether V8 settles.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { specialise } from '../generator/specialise/index.ts';
import { loadTemplates } from '../generator/specialise/parser.ts';
import { CHECK, FORMAT, parseArguments } from './arguments.ts';
import { optionsOf } from './configurations.ts';
import { TEMPLATES } from './footprint/option-literals.ts';
import { goalLine, isMet, type Goal } from './goal.ts';
import { machineLine } from './machine.ts';
import { countDeopts, isSteady, type DeoptPhase } from './growth/deopts.ts';
import { measureMemories, memoryGoals, type MemoryResult } from './growth/memory.ts';
import { growthExponent } from './growth/fit.ts';
import { asciiPlot, svgPlot, type Series } from './growth/plot.ts';
import type { Point, Scenario } from './growth/scenarios.ts';
import { tableText, type Column } from './table.ts';

const NO_CLEAR = '# CONFIG_SYS_MALLOC_CLEAR_ON_INIT is not set\n';
const DEFCONFIGS = {
  'default-32': NO_CLEAR,
  'default-64': `${NO_CLEAR}CONFIG_64BIT=y\n`,
  'small-32': `${NO_CLEAR}CONFIG_SYS_MALLOC_SMALL=y\n`,
  'NO_TREE_BINS alone': `${NO_CLEAR}CONFIG_NO_TREE_BINS=y\n`,
} as const;
type Name = keyof typeof DEFCONFIGS;

const TREES = 'tree bins';
const LIST = 'NO_TREE_BINS';
const CHUNKS = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384];

const machine = machineLine();
const args = parseArguments(
  'bench:growth',
  'How the cost of a call grows with the heap, and whether V8 settles.',
  {
    format: FORMAT,
    check: CHECK,
    svg: { type: 'string', describe: 'Write the plot of tree bins and list to this file too' },
  },
);

const folder = mkdtempSync(join(tmpdir(), 'mallocgen-growth-'));
const templates = loadTemplates(TEMPLATES);
const fileOf = (name: Name) => join(folder, `${name.replaceAll(' ', '-')}.mjs`);

function measure(name: Name, scenario: Scenario, counts: readonly number[]): readonly Point[] {
  process.stderr.write(`${scenario}: ${name}\n`);
  const script = join(import.meta.dirname, 'growth/growth-process.js');
  const output = execFileSync(
    process.execPath,
    [script, scenario, fileOf(name), ...counts.map(String)],
    {
      encoding: 'utf8',
    },
  );
  return JSON.parse(output) as readonly Point[];
}

let bins: readonly Series[];
let others: readonly (readonly [Scenario, readonly Point[]])[];
let deopts: readonly DeoptPhase[];
let memories: readonly MemoryResult[];
try {
  for (const name of Object.keys(DEFCONFIGS) as Name[]) {
    writeFileSync(fileOf(name), specialise(templates, optionsOf(DEFCONFIGS[name])).javascript);
  }
  bins = [
    { name: TREES, points: measure('default-32', 'free large chunks', CHUNKS) },
    { name: LIST, points: measure('NO_TREE_BINS alone', 'free large chunks', CHUNKS) },
  ];
  others = [
    ['live blocks', measure('default-32', 'live blocks', [1000, 10_000, 100_000, 1_000_000])],
    ['heap in MiB', measure('default-32', 'heap in MiB', [16, 64, 256, 1024, 2048])],
    ['per cent full', measure('default-32', 'per cent full', [25, 50, 75, 90, 95])],
  ];
  process.stderr.write('kinds of memory\n');
  memories = measureMemories(templates, folder);
  process.stderr.write('deoptimisations\n');
  deopts = countDeopts((['default-32', 'default-64', 'small-32'] as const).map(fileOf));
} finally {
  rmSync(folder, { recursive: true });
}

const exponents = bins.map(({ points }) => growthExponent(points));
const goals: readonly Goal[] = [
  { what: 'tree bins, time ~ n^k, k', value: exponents[0] ?? Number.NaN, limit: 0.35, unit: '' },
  {
    what: 'deoptimisations in steady phases',
    value: deopts.filter(isSteady).reduce((sum, { count }) => sum + count, 0),
    limit: 0,
    unit: '',
  },
  ...memoryGoals(memories),
];

if (args.svg) writeFileSync(args.svg, svgPlot(bins, 'free large chunks'));

if (args.format === 'json') {
  process.stdout.write(
    `${JSON.stringify({ machine, bins, exponents, others: Object.fromEntries(others), memories, deopts, goals }, null, 2)}\n`,
  );
} else {
  const { format } = args;
  const fenced = (text: string) => (format === 'markdown' ? `\`\`\`text\n${text}\n\`\`\`` : text);
  const [trees, list] = bins as [Series, Series];
  const binColumns: readonly Column<number>[] = [
    { title: 'free large chunks', value: (index) => trees.points[index]?.n ?? '' },
    { title: `${TREES}, ns`, value: (index) => Math.round(trees.points[index]?.nanoseconds ?? 0) },
    { title: `${LIST}, ns`, value: (index) => Math.round(list.points[index]?.nanoseconds ?? 0) },
  ];
  const memoryColumns: readonly Column<MemoryResult>[] = [
    { title: 'heap', value: ({ name }) => name },
    { title: 'ns a call', value: ({ nanoseconds }) => nanoseconds.toFixed(1) },
    { title: 'compared with', value: ({ unit = '' }) => unit },
    { title: 'ratio', value: ({ ratio }) => ratio?.toFixed(2) ?? '' },
    { title: 'views that track the length', value: ({ views }) => views },
  ];
  const deoptColumns: readonly Column<DeoptPhase>[] = [
    { title: 'phase', value: ({ name }) => name },
    { title: 'deoptimisations', value: ({ count }) => count },
    {
      title: 'reasons',
      value: ({ reasons }) =>
        Object.entries(reasons)
          .map(([reason, n]) => `${n} × ${reason}`)
          .join(', '),
    },
  ];
  process.stdout.write(
    [
      machine,
      tableText(binColumns, [...CHUNKS.keys()], format),
      fenced(asciiPlot(bins, 'free large chunks')),
      `time ~ n^k: ${bins.map(({ name }, index) => `${name} k = ${exponents[index]?.toFixed(2)}`).join(', ')}`,
      ...others.map(([scenario, points]) => tableText(pointColumns(scenario), points, format)),
      tableText(memoryColumns, memories, format),
      tableText(deoptColumns, deopts, format),
      goals
        .map((goal) => (format === 'markdown' ? `- ${goalLine(goal)}` : goalLine(goal)))
        .join('\n'),
      '',
    ].join('\n\n'),
  );
}
if (args.check && !goals.every(isMet)) process.exitCode = 1;

function pointColumns(title: string): readonly Column<Point>[] {
  return [
    { title, value: ({ n }) => n },
    { title: 'ns a call', value: ({ nanoseconds }) => Math.round(nanoseconds) },
    { title: 'no room, ‰', value: ({ failures }) => Math.round(failures ?? 0) },
  ];
}
