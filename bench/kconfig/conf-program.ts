import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import type { UbootTree } from './uboot-tree.ts';

const run = promisify(execFile);

/** A program, and the words that come before those that `conf` understands. */
export type ConfCommand = readonly [program: string, ...first: string[]];

/**
 * The path of a program, or a command line, with quotes where a word has blanks. Words that name files
 * are made absolute, as the command runs in the tree's folder.
 */
export function confCommand(text: string): ConfCommand {
  if (existsSync(text)) return [resolve(text)];
  const words = (text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((word) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  );
  const [program = text, ...first] = words.map((word) => (existsSync(word) ? resolve(word) : word));
  return [program, ...first];
}

/** The C program: the one given, otherwise the one that a build left in the tree. */
export function findConf(tree: UbootTree, path: string | undefined): string | undefined {
  if (path !== undefined) return path;
  const built = join(tree.folder, 'scripts/kconfig/conf');
  return existsSync(built) ? built : undefined;
}

/** The path of the file that the C program is to read: the tree's, or a preprocessed one in `folder`. */
export async function prepareDefconfig(
  tree: UbootTree,
  name: string,
  folder: string,
): Promise<string> {
  const path = join('configs', name);
  const text = readFileSync(join(tree.folder, path), 'utf8');
  if (!/^#include|\/[/*]/m.test(text)) return path;
  const target = join(folder, name);
  writeFileSync(target, await preprocess(tree, path));
  return target;
}

/** What U-Boot's build does to a defconfig before the C program reads it. */
async function preprocess({ folder, environment }: UbootTree, path: string): Promise<string> {
  const flags = ['-E', '-nostdinc', '-P', '-I', folder, '-undef', '-x', 'assembler-with-cpp', path];
  const { stdout } = await run('gcc', flags, { cwd: folder, env: environment });
  return stdout.replaceAll(/^\s/gm, '');
}

/** Runs `conf --defconfig` and gives the `.config` that it writes. */
export async function runConf(
  [program, ...first]: ConfCommand,
  { folder, environment }: UbootTree,
  defconfig: string,
  target: string,
): Promise<string> {
  await run(program, [...first, `--defconfig=${defconfig}`, 'Kconfig'], {
    cwd: folder,
    env: { ...environment, KCONFIG_CONFIG: target },
    maxBuffer: 1 << 26,
  });
  return readFileSync(target, 'utf8');
}
