/**
 * `npm run bench:kconfig -- --tree DIR`: how long the Kconfig language takes on U-Boot's tree, next to
 * the C program and Kconfiglib.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { CHECK, FORMAT, parseArguments } from './arguments.ts';
import { goalLine, isMet, type Goal } from './goal.ts';
import { runKconfiglibBulk, runOurBulk } from './kconfig/bulk.ts';
import { confCommand, installProgram, ourCommand, timeCommand, type ColdTime } from './kconfig/cold.ts';
import { findConf, prepareDefconfig } from './kconfig/conf-program.ts';
import { openUbootTree, type UbootTree } from './kconfig/uboot-tree.ts';
import { machineLine } from './machine.ts';
import { median } from './median.ts';
import { tableText, type Column } from './table.ts';

/** Configurations that Kconfiglib is timed with, evenly spread. */
const SAMPLE = 60;
/** The first ones compile the program. */
const WARM_UP = 20;

const args = parseArguments(
  'bench:kconfig',
  'How long the Kconfig language takes on a checkout of U-Boot. Build dist/ first.',
  {
    tree: { type: 'string', describe: 'A checkout of U-Boot' },
    conf: { type: 'string', describe: "The C program; the tree's scripts/kconfig/conf if built" },
    kconfiglib: { type: 'string', describe: 'The path of kconfiglib.py; needs python3' },
    defconfig: {
      type: 'string',
      default: 'sandbox_defconfig',
      describe: 'The configuration of the cold command',
    },
    repetitions: { type: 'number', default: 9, describe: 'Cold runs of each; the median counts' },
    format: FORMAT,
    check: CHECK,
  },
);

/** One figure of each program that was run, in `unit`. */
interface Row {
  readonly what: string;
  readonly unit: 'ms' | 's' | 'MB';
  readonly ours: number;
  readonly conf?: number | undefined;
  readonly kconfiglib?: number | undefined;
}

const tree = openUbootTree(args.tree, process.env['PATH'] ?? '');
if (tree) await main(tree);
else {
  const what = args.tree === undefined ? 'no checkout was given' : `'${args.tree}' is none`;
  process.stdout.write(`Nothing to time: --tree DIR is a checkout of U-Boot, ${what}.\n`);
}

async function main(uboot: UbootTree): Promise<void> {
  const machine = machineLine();
  const conf = findConf(uboot, args.conf && resolve(args.conf));
  const cold = await timeCold(uboot, conf);
  process.stderr.write(`${uboot.defconfigs.length} configurations\n`);
  const ours = await runOurBulk(uboot);
  const every = Math.ceil(uboot.defconfigs.length / SAMPLE);
  const sample = uboot.defconfigs.filter((_, index) => index % every === 0);
  const kconfiglib =
    args.kconfiglib === undefined
      ? undefined
      : await runKconfiglibBulk(resolve(args.kconfiglib), uboot, sample);
  const all = ours.each.reduce((sum, time) => sum + time, ours.parse) / 1000;
  const further = median(ours.each.slice(WARM_UP));
  const rows: readonly Row[] = [
    { what: `first ${args.defconfig}`, unit: 'ms', ours: cold.first.wall, conf: cold.conf?.wall },
    { what: '  of the processor', unit: 'ms', ours: cold.first.user, conf: cold.conf?.user },
    { what: 'again, the tree unchanged', unit: 'ms', ours: cold.again.wall, conf: cold.conf?.wall },
    { what: '  of the processor', unit: 'ms', ours: cold.again.user, conf: cold.conf?.user },
    { what: 'parse the tree', unit: 'ms', ours: ours.parse, kconfiglib: kconfiglib?.parse },
    {
      what: 'each further configuration',
      unit: 'ms',
      ours: further,
      kconfiglib: kconfiglib && median(kconfiglib.each),
    },
    { what: `all ${ours.each.length} in one process`, unit: 's', ours: all },
    {
      what: 'peak memory',
      unit: 'MB',
      ours: ours.peakMegabytes,
      kconfiglib: kconfiglib?.peakMegabytes,
    },
  ];
  const goals: readonly Goal[] = [
    ...(cold.conf === undefined
      ? []
      : [
          {
            what: 'the first command, as C conf',
            value: cold.first.wall / cold.conf.wall,
            limit: 1.9,
            unit: '',
          },
          {
            what: 'the second command, as C conf',
            value: cold.again.wall / cold.conf.wall,
            limit: 0.9,
            unit: '',
          },
        ] as const),
    { what: 'each further configuration', value: further, limit: 10, unit: 'ms' },
    { what: `all ${ours.each.length} in one process`, value: all, limit: 20, unit: 's' },
  ];
  print(machine, rows, goals);
  if (args.check && !goals.every(isMet)) process.exitCode = 1;
}

/** Medians of cold commands. */
interface Cold {
  readonly first: ColdTime;
  readonly again: ColdTime;
  readonly conf: ColdTime | undefined;
}

/** The programs take turns, so that a busy machine slows all. */
async function timeCold(uboot: UbootTree, conf: string | undefined): Promise<Cold> {
  const folder = mkdtempSync(join(tmpdir(), 'mallocgen-kconfig-'));
  try {
    const targets = [join(folder, 'ours'), join(folder, 'conf')] as const;
    const bin = installProgram(join(folder, 'installed'));
    const prepared = await prepareDefconfig(uboot, args.defconfig, folder);
    const commands = [
      ...[true, false].map((isFirst) =>
        ourCommand(bin, uboot, args.defconfig, targets[0], folder, isFirst),
      ),
      ...(conf === undefined ? [] : [confCommand(conf, uboot, prepared, targets[1])]),
    ];
    const times = commands.map((): ColdTime[] => []);
    // The first of all compiles the program.
    for (let run = -1; run < args.repetitions; run += 1) {
      for (const [index, command] of commands.entries()) {
        process.stderr.write(`${command.title}, ${run + 1} of ${args.repetitions}\n`);
        const time = await timeCommand(command, uboot);
        if (run >= 0) times[index]?.push(time);
      }
    }
    if (conf !== undefined && readFileSync(targets[0], 'utf8') !== readFileSync(targets[1], 'utf8')) {
      throw new Error(`${args.defconfig}: the two programs do not agree: see npm run conformance`);
    }
    const [first, again, theirs] = times.map((of) => ({
      wall: median(of.map(({ wall }) => wall)),
      user: median(of.map(({ user }) => user)),
    }));
    return { first: first!, again: again!, conf: theirs };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function print(machine: string, rows: readonly Row[], goals: readonly Goal[]): void {
  if (args.format === 'json') {
    process.stdout.write(`${JSON.stringify({ machine, rows, goals }, null, 2)}\n`);
    return;
  }
  const figure = (value: number | undefined, unit: string): string =>
    value === undefined ? '–' : `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
  const ratio = (value: number | undefined, ours: number): string =>
    value === undefined ? '–' : `${(value / ours).toFixed(2)} ×`;
  const columns: readonly Column<Row>[] = [
    { title: 'U-Boot', value: ({ what }) => what },
    { title: 'ours', value: ({ ours, unit }) => figure(ours, unit) },
    { title: 'C conf', value: ({ conf, unit }) => figure(conf, unit) },
    { title: 'of ours', value: ({ conf, ours }) => ratio(conf, ours) },
    { title: 'Kconfiglib', value: ({ kconfiglib, unit }) => figure(kconfiglib, unit) },
    { title: 'of ours', value: ({ kconfiglib, ours }) => ratio(kconfiglib, ours) },
  ];
  const lines = goals.map((goal) => (args.format === 'markdown' ? '- ' : '') + goalLine(goal));
  process.stdout.write(
    `${machine}\n\n${tableText(columns, rows, args.format)}\n\n${lines.join('\n')}\n`,
  );
}
