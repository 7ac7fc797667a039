import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import {
  configure,
  configureRandomly,
  findNewSymbols,
  formatNewSymbol,
  parseDefconfig,
  saveDefconfig,
  writeAutoConf,
  writeHeader,
  type Configuration,
  type Defconfig,
  type Dialect,
  type KconfigTree,
  type Mode,
} from '../../generator/kconfig/index.ts';
import type { ConfCommand } from './conf-program.ts';
import { firstDifferingLine } from './first-line.ts';
import type { ForeignTree } from './foreign-tree.ts';

const run = promisify(execFile);

/** How many of what was compared are the same, byte for byte. */
export interface Tally {
  readonly same: number;
  readonly all: number;
}

/** What the comparison with a program found. */
export interface TreeComparison {
  readonly config: Tally;
  /** `auto.conf` and `autoconf.h` together, of programs that write them beside each other. */
  readonly auto: Tally;
  readonly savedefconfig: Tally;
  readonly newSymbols: Tally;
  /** Runs in which the program and ours warn of the same unmet dependencies. */
  readonly unmet: Tally;
  /** What differs, a line each. */
  readonly differences: readonly string[];
}

const MODES = ['alldefconfig', 'allnoconfig', 'allyesconfig', 'allmodconfig'] as const;

/** What the programs warn of a selected symbol: `conf` since Linux 4.18, `conf` before it, Kconfiglib. */
const UNMET =
  /unmet direct dependencies detected for (\w+)|selects (\w+) which has unmet|warning: (\w+) \(defined at .*\) has direct dependencies/g;

/** One configuration to make: a mode, or a file that the program reads as `.config`. */
interface Run {
  readonly name: string;
  readonly mode: Mode;
  /** The text of `.config`; undefined for a mode without one. */
  readonly text: string | undefined;
}

/** Counts what is the same. */
class Counter {
  same = 0;
  all = 0;
  readonly differences: string[] = [];

  check(name: string, ours: string, theirs: string): void {
    this.all++;
    const difference = firstDifferingLine(ours, theirs);
    if (difference === undefined) this.same++;
    else this.differences.push(`${name}, ${difference}`);
  }

  get tally(): Tally {
    return { same: this.same, all: this.all };
  }
}

/**
 * Makes every configuration of a tree with the program and with ours: the modes, the configurations of the
 * tree, and random ones, which are read as `.config` is.
 *
 * @param random how many random ones, from the seeds 1 upwards.
 * @param heading whether the comment at the beginning of a file counts.
 */
export async function compareTree(
  conf: ConfCommand,
  tree: ForeignTree,
  kconfig: KconfigTree,
  random: number,
  folder: string,
  heading = true,
): Promise<TreeComparison> {
  const shown = (text: string): string => (heading ? text : withoutHeading(text));
  const runs: Run[] = [
    ...MODES.map((mode) => ({ name: mode, mode, text: undefined })),
    ...tree.defconfigs.map((path) => ({
      name: path,
      mode: 'olddefconfig' as const,
      text: readFileSync(join(tree.folder, path), 'utf8'),
    })),
    ...Array.from({ length: random }, (_, at) => ({
      name: `seed ${at + 1}`,
      mode: 'olddefconfig' as const,
      text: configureRandomly(kconfig, at + 1).toConfig(),
    })),
  ];
  const configs = new Counter();
  const auto = new Counter();
  const saved = new Counter();
  const fresh = new Counter();
  const unmet = new Counter();
  for (const each of runs) {
    const theirs = await runConf(conf, tree, each, kconfig.dialect, folder);
    if (theirs === undefined) continue;
    const defconfig = each.text === undefined ? undefined : parsed(each.text, kconfig);
    const ours = configure(kconfig, defconfig, { mode: each.mode });
    configs.check(each.name, shown(ours.toConfig()), shown(theirs.config));
    if (theirs.auto !== undefined) {
      const written = [writeAutoConf(ours), writeHeader(ours)];
      auto.check(`auto files of ${each.name}`, written.map(shown).join(''), theirs.auto.map(shown).join(''));
    }
    if (theirs.saved !== undefined) {
      saved.check(`savedefconfig of ${each.name}`, savedOf(theirs.config, kconfig), theirs.saved);
    }
    unmet.check(`warnings of ${each.name}`, unmetOf(ours), theirs.unmet);
    if (defconfig && theirs.listed !== undefined) {
      const list = findNewSymbols(kconfig, defconfig).symbols.map((symbol) => formatNewSymbol(symbol, kconfig));
      fresh.check(`new symbols of ${each.name}`, sortedLines(list.join('\n')), sortedLines(theirs.listed));
    }
  }
  return {
    config: configs.tally,
    auto: auto.tally,
    savedefconfig: saved.tally,
    newSymbols: fresh.tally,
    unmet: unmet.tally,
    differences: [configs, auto, saved, fresh, unmet].flatMap(({ differences }) => differences),
  };
}

function parsed(text: string, { prefix }: KconfigTree): Defconfig {
  return parseDefconfig(text, '.config', prefix);
}

function savedOf(text: string, kconfig: KconfigTree): string {
  return saveDefconfig(configure(kconfig, parsed(text, kconfig), { mode: 'olddefconfig' }));
}

/** The symbols with unmet dependencies, sorted, a line each. */
function unmetOf({ diagnostics }: Configuration): string {
  const names = diagnostics
    .filter(({ code }) => code === 'unmet-dependency')
    .map(({ symbol = '' }) => symbol);
  return [...new Set(names)].toSorted().join('\n');
}

function sortedLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .toSorted()
    .join('\n');
}

/** The texts of the files; undefined if not all exist. */
function readAll(paths: readonly string[]): readonly string[] | undefined {
  if (!paths.every((path) => existsSync(path))) return undefined;
  return paths.map((path) => readFileSync(path, 'utf8'));
}

/** What follows the comment at the beginning of a file, which is `#` lines or one comment of C. */
function withoutHeading(text: string): string {
  return text.replace(/^(?:\/\*[^]*?\*\/\n|(?:#.*\n)+?#\n)/, '');
}

/** What the program makes; undefined where it refuses. */
async function runConf(
  [program, ...first]: ConfCommand,
  tree: ForeignTree,
  { mode, text }: Run,
  dialect: Dialect,
  folder: string,
) {
  const work = join(folder, 'run');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  const config = join(work, '.config');
  const env = {
    ...tree.environment,
    KCONFIG_CONFIG: config,
    KCONFIG_NOTIMESTAMP: '1',
    KCONFIG_AUTOCONFIG: join(work, 'auto.conf'),
    KCONFIG_AUTOHEADER: join(work, 'autoconf.h'),
    KCONFIG_RUSTCCFG: join(work, 'rustc_cfg'),
    KCONFIG_TRISTATE: join(work, 'tristate.conf'),
  };
  const options = { cwd: tree.folder, env, maxBuffer: 1 << 28 };
  const call = async (...args: readonly string[]) => {
    const running = run(program, [...first, ...args, tree.kconfig], options);
    // A program that does not know the mode may ask about each symbol instead, and would wait for an answer.
    running.child.stdin?.end();
    try {
      return await running;
    } catch {
      return undefined;
    }
  };
  if (text !== undefined) writeFileSync(config, text);
  const listed = text === undefined ? undefined : await call('--listnewconfig');
  if (text !== undefined) writeFileSync(config, text);
  const made = await call(`--${mode}`);
  if (!made || !existsSync(config)) return undefined;
  // Earlier programs would write their stamps into the tree.
  if (dialect.endsMenus) await call('--syncconfig');
  const saved = join(work, 'defconfig');
  await call(`--savedefconfig=${saved}`);
  return {
    config: readFileSync(config, 'utf8'),
    auto: readAll([env.KCONFIG_AUTOCONFIG, env.KCONFIG_AUTOHEADER]),
    saved: existsSync(saved) ? readFileSync(saved, 'utf8') : undefined,
    listed: listed?.stdout,
    unmet: [
      ...new Set(
        [...made.stderr.matchAll(UNMET)].map((match) => match.slice(1).find((name) => name) ?? ''),
      ),
    ]
      .toSorted()
      .join('\n'),
  };
}
