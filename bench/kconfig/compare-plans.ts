import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  configure,
  configureRandomly,
  editLines,
  openSession,
  parseDefconfig,
  readDefconfig,
  type KconfigTree,
} from '../../generator/kconfig/index.ts';
import { median } from '../median.ts';
import type { ConfValues } from './conf-values.ts';
import type { ForeignTree } from './foreign-tree.ts';

/** How plans for the values of known configurations came out. */
export interface PlanComparison {
  /** From how many configurations plans were made, and how many are known. */
  readonly bases: number;
  readonly known: number;
  /** Symbols that have another value in some known configuration than in one of the bases. */
  readonly symbols: number;
  /** Values that were asked for. */
  readonly asked: number;
  readonly found: number;
  /** Plans with which the C program gave the value. */
  readonly held: number;
  /** Milliseconds for one plan. */
  readonly median: number;
  readonly most: number;
  /** What was not found or did not hold, a line each. */
  readonly differences: readonly string[];
}

interface Known {
  readonly name: string;
  /** What a program that reads a defconfig reads. */
  readonly text: string;
  /** By symbol, its value in `.config`, text without quotes; n has no entry. */
  readonly values: ReadonlyMap<string, string>;
}

const MODES = ['alldefconfig', 'allyesconfig', 'allmodconfig', 'allnoconfig'] as const;
/** Random configurations among the known ones. */
const RANDOM = 10;
/** Plans that are being checked while others are made. */
const AT_ONCE = 64;

/**
 * Plans, from some of the known configurations, each value that a bool or tristate has in any of them, and
 * one other value of each number and text, and asks the C program whether the plan brings it about.
 *
 * @param count from how many configurations.
 * @param every 1 of this number of values is planned, other ones from each configuration.
 */
export async function comparePlans(
  tree: ForeignTree,
  kconfig: KconfigTree,
  values: ConfValues,
  count: number,
  every: number,
  folder: string,
): Promise<PlanComparison> {
  const all = knownConfigurations(tree, kconfig);
  const bases = basesOf(all, count);
  const symbols = new Set<string>();
  const times: number[] = [];
  const differences: string[] = [];
  let asked = 0;
  let found = 0;
  let held = 0;
  let pending: Promise<void>[] = [];
  for (const [at, base] of bases.entries()) {
    process.stderr.write(`${base.name}, ${at + 1} of ${bases.length}\n`);
    const session = openSession(kconfig, parseDefconfig(base.text, base.name, kconfig.prefix));
    let place = at;
    for (const [name, wanted] of wantedValues(kconfig, base, all)) {
      if (place++ % every !== 0) continue;
      symbols.add(name);
      asked++;
      if (asked % 1000 === 0) process.stderr.write(`${asked} asked, ${held} held\n`);
      const started = performance.now();
      const plan = session.plan({ [name]: wanted });
      times.push(performance.now() - started);
      if ('impossible' in plan) {
        differences.push(`${base.name}: ${name}=${wanted}: ${plan.impossible}`);
        continue;
      }
      found++;
      const path = join(folder, `plan-${asked % (2 * AT_ONCE)}`);
      writeFileSync(path, editLines(base.text, plan.assignments, kconfig));
      const check = values.valueIn(path, name).then((value) => {
        if (value === wanted) held++;
        else {
          const lines = JSON.stringify(plan.assignments);
          differences.push(`${base.name}: ${name}=${wanted}: C has ${value} with ${lines}`);
        }
      });
      pending.push(check);
      if (pending.length === AT_ONCE) {
        await Promise.all(pending);
        pending = [];
      }
    }
    await Promise.all(pending);
  }
  return {
    bases: bases.length,
    known: all.length,
    symbols: symbols.size,
    asked,
    found,
    held,
    median: median(times),
    most: times.reduce((a, b) => Math.max(a, b), 0),
    differences,
  };
}

/** The configurations of the tree, what the modes give, and some by chance. */
function knownConfigurations(tree: ForeignTree, kconfig: KconfigTree): readonly Known[] {
  const { prefix } = kconfig;
  const own = tree.defconfigs.map((path) => {
    const defconfig = readDefconfig(path, { roots: [tree.folder], prefix });
    const lines = defconfig.assignments.map(({ name, value, unset }) =>
      unset ? `# ${prefix}${name} is not set\n` : `${prefix}${name}=${value}\n`,
    );
    const { values } = known(path, configure(kconfig, defconfig).toConfig(), kconfig);
    return { name: path, text: lines.join(''), values };
  });
  const made = [
    ...MODES.map((mode) => known(mode, configure(kconfig, undefined, { mode }).toConfig(), kconfig)),
    ...Array.from({ length: RANDOM }, (_, at) =>
      known(`seed ${at + 1}`, configureRandomly(kconfig, at + 1).toConfig(), kconfig),
    ),
  ];
  return [...own, ...made];
}

function known(name: string, text: string, { prefix, dialect }: KconfigTree): Known {
  const { assignments } = parseDefconfig(text, name, prefix);
  const plain = (value: string): string => {
    if (!value.startsWith('"')) return value;
    const inner = value.slice(1, -1);
    return dialect.escapesTexts ? inner.replaceAll(/\\(.)/g, '$1') : inner;
  };
  const set = assignments.filter(({ unset }) => !unset);
  return { name, text, values: new Map(set.map((each) => [each.name, plain(each.value)])) };
}

/** Evenly spread over all but the random ones. */
function basesOf(all: readonly Known[], count: number): readonly Known[] {
  const own = all.slice(0, Math.max(count, all.length - RANDOM));
  const every = Math.max(1, Math.floor(own.length / count));
  return own.filter((_, at) => at % every === 0).slice(0, count);
}

/** Values that known configurations have and this one has not, by the names of their symbols. */
function* wantedValues(
  kconfig: KconfigTree,
  base: Known,
  all: readonly Known[],
): Generator<readonly [name: string, value: string], void, void> {
  for (const [name, { type, nodes }] of kconfig.names) {
    if (nodes.length === 0 || type === 'unknown') continue;
    const hasLetters = type === 'bool' || type === 'tristate';
    const own = base.values.get(name) ?? (hasLetters ? 'n' : undefined);
    const others = new Set<string>();
    for (const { values } of all) {
      const value = values.get(name) ?? (hasLetters ? 'n' : undefined);
      // A number may be without a value, which nobody can assign.
      const isAssignable = value !== undefined && (value !== '' || type === 'string');
      if (isAssignable && value !== own) others.add(value);
    }
    const wanted = [...others];
    for (const value of hasLetters ? wanted : wanted.slice(0, 1)) yield [name, value];
  }
}
