import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { PACKAGE_ROOT } from '../../src/package-root.ts';

let isBuilt = false;

/**
 * Runs a program of bench/, as its script of npm does, in a process of its own: the modules of a test run in a
 * context in which they are twenty times as slow. Builds them the first time.
 * @returns what it prints
 */
export function runBench(program: string, ...args: readonly string[]): string {
  const run = (file: string, given: readonly string[]): string =>
    execFileSync(file, given, { cwd: PACKAGE_ROOT, encoding: 'utf8' });
  if (!isBuilt) run('npm', ['run', '--silent', 'bench:build']);
  isBuilt = true;
  return run(process.execPath, [join('bench', 'dist', 'bench', `${program}.js`), ...args]);
}
