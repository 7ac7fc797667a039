/**
 * `npm run bench:menuconfig -- --tree DIR`: how long the screen of menuconfig takes to appear, and a key to
 * its redraw, on U-Boot's tree and on Linux's, beside C mconf.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { PACKAGE_ROOT } from '../src/package-root.ts';
import { CHECK, FORMAT, parseArguments } from './arguments.ts';
import { goalLine, isMet, type Goal } from './goal.ts';
import { openUbootTree } from './kconfig/uboot-tree.ts';
import { machineLine } from './machine.ts';
import { median } from './median.ts';
import { hasScript, timeScreen, type ScreenTimes } from './menuconfig/time-screen.ts';
import { tableText, type Column } from './table.ts';

const args = parseArguments('bench:menuconfig', 'How quick menuconfig is. Build dist/ first.', {
  tree: { type: 'string', describe: 'A checkout of U-Boot' },
  linux: { type: 'string', describe: 'The Kconfig files of Linux' },
  defconfig: {
    type: 'string',
    default: 'sandbox_defconfig',
    describe: "Of U-Boot's configurations",
  },
  repetitions: { type: 'number', default: 5, describe: 'Starts of each; the median counts' },
  format: FORMAT,
  check: CHECK,
});

/** What is started, and where. */
interface Subject {
  readonly what: string;
  readonly command: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** The most that a start may take, in seconds. */
  readonly limit: number | undefined;
}

interface Row {
  readonly what: string;
  /** Milliseconds. */
  readonly start: number;
  /** Milliseconds of which 95 of 100 keys take less; undefined for mconf, whose keys are not timed. */
  readonly key: number | undefined;
}

/** Starts that fill the caches, and do not count. */
const WARM_UP = 1;
const KEY_LIMIT = 16;

const PROGRAM = `node '${join(PACKAGE_ROOT, 'bin/mallocgen.js')}' menuconfig`;

/** What no program that Node.js runs can be quicker than: it shows an empty screen. */
const EMPTY_SCREEN = String.raw`node -e 'process.stdout.write("\x1b[?1049h")'`;

const subjects = findSubjects();
if (!hasScript())
  process.stdout.write("Nothing to time: util-linux's script gives it a terminal.\n");
else if (subjects.length === 0) {
  process.stdout.write(
    'Nothing to time: --tree DIR is a checkout of U-Boot, --linux DIR that of Linux.\n',
  );
} else await main();

function findSubjects(): readonly Subject[] {
  const uboot = openUbootTree(args.tree, process.env['PATH'] ?? '');
  const mconf = uboot && join(uboot.folder, 'scripts/kconfig/mconf');
  const linux = args.linux === undefined ? undefined : resolve(args.linux);
  const path = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
  return [
    ...(uboot
      ? [
          {
            what: 'U-Boot',
            command: `${PROGRAM} --allow-shell --defconfig configs/${args.defconfig}`,
            cwd: uboot.folder,
            env: uboot.environment,
            limit: 0.6,
          },
        ]
      : []),
    ...(uboot && mconf !== undefined && existsSync(mconf)
      ? [
          {
            what: 'U-Boot, C mconf',
            command: `${mconf} Kconfig`,
            cwd: uboot.folder,
            env: uboot.environment,
            limit: undefined,
          },
        ]
      : []),
    ...(linux !== undefined && existsSync(join(linux, 'Kconfig'))
      ? [
          {
            what: 'Linux',
            command: `${PROGRAM} --allow-shell --config /nonexistent/.config`,
            cwd: linux,
            env: {
              ...path,
              srctree: linux,
              SRCARCH: 'x86',
              ARCH: 'x86',
              CC: 'gcc',
              LD: 'ld',
              KERNELVERSION: '6.1',
            },
            limit: 1.5,
          },
        ]
      : []),
  ];
}

async function main(): Promise<void> {
  const machine = machineLine();
  const rows: Row[] = [];
  const goals: Goal[] = [];
  const { PATH = '' } = process.env;
  const empty: Subject = {
    what: 'Node.js and an empty screen',
    command: EMPTY_SCREEN,
    cwd: PACKAGE_ROOT,
    env: { PATH },
    limit: undefined,
  };
  for (const { what, limit, ...run } of [...subjects, empty]) {
    const all: ScreenTimes[] = [];
    for (let count = 0; count < args.repetitions + WARM_UP; count += 1) {
      process.stderr.write(`${what}, ${count + 1} of ${args.repetitions + WARM_UP}\n`);
      const times = await timeScreen(run, limit !== undefined);
      if (count >= WARM_UP) all.push(times);
    }
    const start = median(all.map((times) => times.start));
    const keys = all.flatMap((times) => times.keys).toSorted((a, b) => a - b);
    const key = keys[Math.floor(keys.length * 0.95)];
    rows.push({ what, start, key });
    if (limit !== undefined)
      goals.push({ what: `${what} on the screen`, value: start / 1000, limit, unit: 's' });
    if (key !== undefined)
      goals.push({ what: `a key on ${what}, 95 of 100`, value: key, limit: KEY_LIMIT, unit: 'ms' });
  }
  print(machine, rows, goals);
  if (args.check && !goals.every(isMet)) process.exitCode = 1;
}

function print(machine: string, rows: readonly Row[], goals: readonly Goal[]): void {
  if (args.format === 'json') {
    process.stdout.write(`${JSON.stringify({ machine, rows, goals }, null, 2)}\n`);
    return;
  }
  const columns: readonly Column<Row>[] = [
    { title: 'tree', value: ({ what }) => what },
    { title: 'on the screen', value: ({ start }) => `${start.toFixed(0)} ms` },
    {
      title: 'key, 95 of 100',
      value: ({ key }) => (key === undefined ? '–' : `${key.toFixed(1)} ms`),
    },
  ];
  const lines = goals.map((goal) => (args.format === 'markdown' ? '- ' : '') + goalLine(goal));
  process.stdout.write(
    `${machine}\n\n${tableText(columns, rows, args.format)}\n\n${lines.join('\n')}\n`,
  );
}
