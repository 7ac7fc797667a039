import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import type { ForeignTree } from './foreign-tree.ts';

const run = promisify(execFile);

/** What has a main() of its own, or belongs to a program that shows menus. */
const OTHER_PROGRAMS = /^(?:conf|[gmnq]conf.*|images|mnconf-common)\.o$/;

/** The C program of a tree, which stays, and says what value a symbol has in one configuration after the other. */
export interface ConfValues {
  /** The value that `conf --defconfig` gives a symbol, as `.config` has it, text without quotes. */
  valueIn(defconfig: string, symbol: string): Promise<string>;
  end(): void;
}

/**
 * Links the functions of the program with a main() of ours, and starts it.
 *
 * @param conf the program; what it was built from is beside it.
 * @param folder takes what is built.
 */
export async function startConfValues(
  conf: string,
  tree: ForeignTree,
  folder: string,
): Promise<ConfValues> {
  const sources = dirname(conf);
  const parts = readdirSync(sources)
    .filter((name) => name.endsWith('.o') && !OTHER_PROGRAMS.test(name))
    .map((name) => join(sources, name));
  const program = join(folder, 'conf-values');
  const main = join(PACKAGE_ROOT, 'bench/kconfig/conf-values.c');
  const include = join(tree.folder, 'scripts/include');
  await run('gcc', ['-w', '-O2', '-I', sources, '-I', include, '-o', program, main, ...parts]);
  const child = spawn(program, [tree.kconfig], {
    cwd: tree.folder,
    env: tree.environment,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const answers: ((line: string) => void)[] = [];
  createInterface(child.stdout).on('line', (line) => {
    if (line.startsWith('=')) answers.shift()?.(line.slice(1));
  });
  child.on('exit', (code) => {
    for (const answer of answers) answer(`the program has ended with ${code}`);
  });
  await once(child, 'spawn');
  return {
    valueIn: (defconfig, symbol) =>
      new Promise((resolve) => {
        answers.push(resolve);
        child.stdin.write(`${defconfig}\t${symbol}\n`);
      }),
    end: () => child.stdin.end(),
  };
}
