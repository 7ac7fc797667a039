/**
 * `npm run conformance -- --tree DIR`: whether `.config` files come out as the C program `conf` writes
 * them, on a checkout of U-Boot.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import {
  configure,
  readDefconfig,
  writeConfig,
  type KconfigTree,
} from '../generator/kconfig/index.ts';
import { parseArguments } from './arguments.ts';
import { findConf, prepareDefconfig, runConf } from './kconfig/conf-program.ts';
import { firstDifferingLine } from './kconfig/first-line.ts';
import { inParallel } from './kconfig/in-parallel.ts';
import { pathWith } from './kconfig/stand-in.ts';
import {
  loadUbootTree,
  openUbootTree,
  recordedDigests,
  type UbootTree,
} from './kconfig/uboot-tree.ts';

/** Differences that are printed; all are counted. */
const SHOWN = 10;

const args = parseArguments(
  'conformance',
  `Compares .config files with those of the C program, on a checkout of U-Boot.

The recorded list, test/vectors/kconfig/uboot, is for U-Boot's commit 67d2c1fa15e with the environment recorded beside it. It was made where 'sdl2-config --version' succeeds, which the sandbox configurations ask for; if the command is missing, a stand-in is put in the search path.`,
  {
    tree: { type: 'string', describe: 'A checkout of U-Boot' },
    conf: { type: 'string', describe: "The C program; the tree's scripts/kconfig/conf if built" },
    jobs: {
      type: 'number',
      default: availableParallelism(),
      describe: 'How many C programs run at a time',
    },
  },
);

const folder = mkdtempSync(join(tmpdir(), 'mallocgen-conformance-'));
try {
  const tree = openUbootTree(args.tree, pathWith('sdl2-config', process.env['PATH'] ?? '', folder));
  if (tree) await main(tree, findConf(tree, args.conf && resolve(args.conf)));
  else {
    print(
      args.tree === undefined
        ? 'Nothing to compare: give a checkout of U-Boot with --tree DIR.'
        : `Nothing to compare: '${args.tree}' has no Kconfig file and configs folder of U-Boot.`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}

async function main(uboot: UbootTree, conf: string | undefined): Promise<void> {
  const started = performance.now();
  const kconfig = loadUbootTree(uboot);
  print(`${kconfig.files.length} Kconfig files, ${kconfig.names.size} names`);
  checkRecorded(uboot, kconfig);
  if (conf === undefined) {
    print('C program: none; build one or give --conf PATH to compare every defconfig with it');
  } else {
    await checkAgainst(conf, uboot, kconfig);
  }
  print(`${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function checkRecorded(uboot: UbootTree, kconfig: KconfigTree): void {
  const present = new Set(uboot.defconfigs);
  const digests = [...recordedDigests()];
  const inTree = digests.filter(([name]) => present.has(name));
  const differences = inTree
    .filter(([name, digest]) => sha256(configText(uboot, kconfig, name)) !== digest)
    .map(([name]) => name);
  const missing = digests.length - inTree.length;
  report('recorded list', inTree.length, differences);
  if (missing > 0) print(`  ${missing} of the list are not in the tree: is it another version?`);
}

async function checkAgainst(conf: string, uboot: UbootTree, kconfig: KconfigTree): Promise<void> {
  const results = await inParallel(uboot.defconfigs, args.jobs, async (name, worker) => {
    const defconfig = await prepareDefconfig(uboot, name, folder);
    const theirs = await runConf(conf, uboot, defconfig, join(folder, `.config-${worker}`));
    const difference = firstDifferingLine(configText(uboot, kconfig, name), theirs);
    return difference === undefined ? [] : [`${name}, ${difference}`];
  });
  report('C program', uboot.defconfigs.length, results.flat());
}

function configText(uboot: UbootTree, kconfig: KconfigTree, name: string): string {
  const defconfig = readDefconfig(join('configs', name), { roots: [uboot.folder] });
  return writeConfig(configure(kconfig, defconfig));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function report(against: string, count: number, differences: readonly string[]): void {
  print(`${against}: ${count - differences.length} of ${count} the same, byte for byte`);
  for (const difference of differences.slice(0, SHOWN)) print(`  ${difference}`);
  if (differences.length > SHOWN) print(`  and ${differences.length - SHOWN} others`);
  if (differences.length > 0) process.exitCode = 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
