/**
 * `npm run conformance -- --tree DIR`: whether configurations come out as the tree's own program writes
 * them: of U-Boot all defconfigs, with a recorded list; of any other tree the modes, the defconfigs and random ones.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import {
  configure,
  readDefconfig,
  writeConfig,
  type KconfigTree,
} from '../generator/kconfig/index.ts';
import { parseArguments } from './arguments.ts';
import { comparePlans } from './kconfig/compare-plans.ts';
import { compareTree } from './kconfig/compare-tree.ts';
import { COLUMNS, rowOf, updateRow } from './kconfig/foreign-report.ts';
import {
  builtConf,
  loadForeignTree,
  openForeignTree,
  type ForeignTree,
} from './kconfig/foreign-tree.ts';
import { startConfValues } from './kconfig/conf-values.ts';
import {
  confCommand,
  findConf,
  prepareDefconfig,
  runConf,
  type ConfCommand,
} from './kconfig/conf-program.ts';
import { firstDifferingLine } from './kconfig/first-line.ts';
import { loadInBrowser } from './kconfig/in-browser.ts';
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
/** From how many configurations plans are made. */
const BASES = 10;

const args = parseArguments(
  'conformance',
  `Compares configurations with those of the tree's own program.

Any tree: the modes, all its configurations, and random ones, each with savedefconfig, the list of new symbols and the warnings of unmet dependencies. What its make passes in, such as SRCARCH and KERNELVERSION, is given with --define.

U-Boot: all defconfigs. The recorded list, test/vectors/kconfig/uboot, is for U-Boot's commit 67d2c1fa15e with the environment recorded beside it. It was made where 'sdl2-config --version' succeeds, which the sandbox configurations ask for; if the command is missing, a stand-in is put in the search path.`,
  {
    tree: { type: 'string', describe: 'A checkout of U-Boot or of another project' },
    kconfig: { type: 'string', describe: 'The first file of another tree, from its folder' },
    dialect: {
      type: 'string',
      describe: 'Whose Kconfig another tree is; what it shows if not given',
    },
    define: { type: 'string', array: true, describe: 'A variable of another tree, NAME=VALUE' },
    function: {
      type: 'string',
      array: true,
      describe: 'A function of another tree and what it gives, NAME=VALUE',
    },
    configs: { type: 'string', describe: 'The folder of configurations of another tree' },
    random: {
      type: 'number',
      default: 10,
      describe: 'How many random configurations of another tree',
    },
    heading: {
      type: 'boolean',
      default: true,
      describe:
        'Whether the comment at the beginning of a file counts, which some programs word in their own way: --no-heading',
    },
    plans: {
      type: 'boolean',
      default: false,
      describe:
        'Instead: plan, from ten configurations, every value that a symbol has in any known one, and ask the program',
    },
    every: {
      type: 'number',
      default: 1,
      describe: 'Of plans: 1 of this number of values, as all values of a large tree take an hour',
    },
    row: { type: 'string', describe: 'Put the counts into docs/kconfig.md, under this name' },
    conf: {
      type: 'string',
      describe:
        "The C program, the tree's scripts/kconfig/conf if built; or a command line that takes the same arguments, as 'python3 bench/kconfig/kconfiglib-conf.py' does",
    },
    jobs: {
      type: 'number',
      default: availableParallelism(),
      describe: 'How many C programs run at a time',
    },
  },
);

const folder = mkdtempSync(join(tmpdir(), 'mallocgen-conformance-'));
try {
  const foreign =
    args.tree === undefined ? undefined : openForeignTree({ ...args, tree: args.tree });
  const tree =
    foreign && !isUboot(foreign)
      ? undefined
      : openUbootTree(args.tree, pathWith('sdl2-config', process.env['PATH'] ?? '', folder));
  if (args.plans && foreign) await checkPlans(tree ? asForeign(tree) : foreign, tree);
  else if (foreign && !tree) await compareForeign(foreign);
  else if (tree) await main(tree, commandOf(findConf(tree, undefined)));
  else {
    print(
      args.tree === undefined
        ? 'Nothing to compare: give a checkout of U-Boot or of another project with --tree DIR.'
        : `Nothing to compare: '${args.tree}' has no first Kconfig file: name it with --kconfig.`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}

function isUboot(tree: ForeignTree): boolean {
  return /^mainmenu[ \t]+"U-Boot\b/m.test(readFileSync(join(tree.folder, tree.kconfig), 'utf8'));
}

async function compareForeign(tree: ForeignTree): Promise<void> {
  const conf = commandOf(builtConf(tree));
  const kconfig = loadForeignTree(tree);
  print(
    `${kconfig.files.length} Kconfig files, ${kconfig.names.size} names, dialect ${tree.dialect}`,
  );
  if (conf === undefined) {
    print("Nothing to compare with: build the tree's program, or give --conf COMMAND.");
    return;
  }
  const compared = await compareTree(conf, tree, kconfig, args.random, folder, args.heading);
  const row = rowOf(args.row ?? args.tree ?? '', kconfig, compared);
  COLUMNS.slice(4).forEach((column, at) => print(`${column}: ${row[at + 4]}`));
  showDifferences(compared.differences);
  if (args.row !== undefined) updateRow(row);
}

/** What `--conf` says, otherwise the program that a build left. */
function commandOf(built: string | undefined): ConfCommand | undefined {
  if (args.conf !== undefined) return confCommand(args.conf);
  return built === undefined ? undefined : [built];
}

function asForeign(uboot: UbootTree): ForeignTree {
  const paths = uboot.defconfigs.map((name) => join('configs', name));
  return { ...uboot, kconfig: 'Kconfig', dialect: 'u-boot', defconfigs: paths };
}

async function checkPlans(tree: ForeignTree, uboot: UbootTree | undefined): Promise<void> {
  const conf = args.conf === undefined ? builtConf(tree) : resolve(args.conf);
  if (conf === undefined) {
    print("Nothing to check plans with: build the tree's program, or give --conf PROGRAM.");
    return;
  }
  const kconfig = uboot ? loadUbootTree(uboot) : loadForeignTree(tree);
  const values = await startConfValues(conf, tree, folder);
  try {
    const compared = await comparePlans(tree, kconfig, values, BASES, args.every, folder);
    const { bases, known, symbols, asked, found, held, differences } = compared;
    print(
      `values that ${symbols} symbols have in ${known} configurations, from ${bases} of them: ${asked}`,
    );
    print(`plans found: ${found}; held in the C program: ${held}`);
    print(
      `one plan: ${compared.median.toFixed(1)} ms at the median, ${compared.most.toFixed(0)} ms at most`,
    );
    showDifferences(differences);
  } finally {
    values.end();
  }
}

async function main(uboot: UbootTree, conf: ConfCommand | undefined): Promise<void> {
  const started = performance.now();
  const kconfig = loadUbootTree(uboot);
  print(`${kconfig.files.length} Kconfig files, ${kconfig.names.size} names`);
  checkRecorded(uboot, kconfig);
  await checkInBrowser(uboot, kconfig);
  if (conf === undefined) {
    print('C program: none; build one or give --conf COMMAND to compare every defconfig with it');
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

async function checkAgainst(
  conf: ConfCommand,
  uboot: UbootTree,
  kconfig: KconfigTree,
): Promise<void> {
  const results = await inParallel(uboot.defconfigs, args.jobs, async (name, worker) => {
    const defconfig = await prepareDefconfig(uboot, name, folder);
    const theirs = await runConf(conf, uboot, defconfig, join(folder, `.config-${worker}`));
    const difference = firstDifferingLine(configText(uboot, kconfig, name), theirs);
    return difference === undefined ? [] : [`${name}, ${difference}`];
  });
  report('C program', uboot.defconfigs.length, results.flat());
}

/** The library as browsers have it, without anything of Node.js. */
async function checkInBrowser(uboot: UbootTree, kconfig: KconfigTree): Promise<void> {
  const inBrowser = await loadInBrowser(uboot);
  const differences = uboot.defconfigs.flatMap((name) => {
    const difference = firstDifferingLine(inBrowser(name), configText(uboot, kconfig, name));
    return difference === undefined ? [] : [`${name}, ${difference}`];
  });
  report('in a bundle for browsers', uboot.defconfigs.length, differences);
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
  showDifferences(differences);
}

function showDifferences(differences: readonly string[]): void {
  for (const difference of differences.slice(0, SHOWN)) print(`  ${difference}`);
  if (differences.length > SHOWN) print(`  and ${differences.length - SHOWN} others`);
  if (differences.length > 0) process.exitCode = 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
