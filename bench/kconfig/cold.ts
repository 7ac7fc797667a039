import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import type { UbootTree } from './uboot-tree.ts';

/** A command that makes one `.config` in a process of its own. */
export interface ColdCommand {
  readonly title: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** `mallocgen kconfig defconfig` of the built package. */
export function ourCommand(tree: UbootTree, name: string, target: string): ColdCommand {
  const bin = join(PACKAGE_ROOT, 'bin/mallocgen.js');
  const defconfig = join('configs', name);
  return {
    title: 'ours',
    program: process.execPath,
    args: [bin, 'kconfig', 'defconfig', '--defconfig', defconfig, '--output', target, '--allow-shell'],
    environment: tree.environment,
  };
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

/** Milliseconds of wall time from start to exit. */
export async function timeCommand(command: ColdCommand, tree: UbootTree): Promise<number> {
  const { program, args, environment } = command;
  const started = performance.now();
  const child = spawn(program, args, { cwd: tree.folder, env: environment, stdio: 'ignore' });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}: exit code ${code}`);
  return performance.now() - started;
}
