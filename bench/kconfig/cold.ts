import { execFile } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import type { UbootTree } from './uboot-tree.ts';

const run = promisify(execFile);

/** A command that makes one `.config` in a process of its own. */
export interface ColdCommand {
  readonly title: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Called before each run. */
  readonly prepare?: () => void;
}

/** What only a clone has: it compares all sources with what was built, each time that the program starts. */
const ONLY_IN_CLONES = 'built-from.json';

/** Copies the built program to a folder, as an install has it. Returns the path of the command. */
export function installProgram(folder: string): string {
  for (const part of ['bin', 'dist/bundle', 'package.json']) {
    cpSync(join(PACKAGE_ROOT, part), join(folder, part), {
      recursive: true,
      filter: (path) => basename(path) !== ONLY_IN_CLONES,
    });
  }
  return join(folder, 'bin/mallocgen.js');
}

/**
 * `mallocgen kconfig defconfig` of the built package.
 *
 * @param bin the path of the command.
 * @param cache where it keeps its compiled code and parsed trees.
 * @param isFirst whether no tree has been kept.
 */
export function ourCommand(
  bin: string,
  tree: UbootTree,
  name: string,
  target: string,
  cache: string,
  isFirst: boolean,
): ColdCommand {
  const defconfig = join('configs', name);
  return {
    title: isFirst ? 'ours, first' : 'ours, again',
    program: process.execPath,
    args: [bin, 'kconfig', 'defconfig', '--defconfig', defconfig, '--output', target, '--allow-shell'],
    environment: { ...tree.environment, XDG_CACHE_HOME: cache },
    prepare: () => {
      if (isFirst) removeTrees(join(cache, 'mallocgen'));
    },
  };
}

function removeTrees(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) if (name.endsWith('.kconfig')) rmSync(join(folder, name));
}

export function confCommand(
  program: string,
  tree: UbootTree,
  defconfig: string,
  target: string,
): ColdCommand {
  return {
    title: 'C conf',
    program,
    args: [`--defconfig=${defconfig}`, 'Kconfig'],
    environment: { ...tree.environment, KCONFIG_CONFIG: target },
  };
}

/** Milliseconds that a command took. */
export interface ColdTime {
  /** From start to exit. */
  readonly wall: number;
  /** Of the processor for the program and all that it starts, without the system's part. */
  readonly user: number;
}

/** Runs the command, and what it starts, in a shell that knows how much of the processor they take. */
const TIMED = '"$@" > /dev/null 2>&1 || exit; times';

export async function timeCommand(command: ColdCommand, tree: UbootTree): Promise<ColdTime> {
  const { program, args, environment, prepare } = command;
  prepare?.();
  const started = performance.now();
  const { stdout } = await run('/bin/sh', ['-c', TIMED, 'sh', program, ...args], {
    cwd: tree.folder,
    env: environment,
  });
  const wall = performance.now() - started;
  const [, minutes = '', seconds = ''] = /\n(\d+)m([\d.]+)s/.exec(stdout) ?? [];
  return { wall, user: (Number(minutes) * 60 + Number(seconds)) * 1000 };
}
