import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import type { UbootTree } from './uboot-tree.ts';

/** Many configurations of one tree in one process; times in milliseconds. */
export interface BulkResult {
  readonly parse: number;
  /** Load, evaluate and make the text of `.config`, for each configuration. */
  readonly each: readonly number[];
  /** Characters of all texts: what was made was not thrown away. */
  readonly bytes: number;
  readonly peakMegabytes: number;
}

const run = promisify(execFile);

/** Every configuration, by ours. */
export function runOurBulk(tree: UbootTree): Promise<BulkResult> {
  const script = fileURLToPath(new URL('bulk-process.js', import.meta.url));
  return runBulk(process.execPath, [script, tree.folder], tree);
}

/**
 * The configurations named, by Kconfiglib.
 *
 * @param library the path of `kconfiglib.py`.
 */
export function runKconfiglibBulk(
  library: string,
  tree: UbootTree,
  names: readonly string[],
): Promise<BulkResult> {
  const script = join(PACKAGE_ROOT, 'bench/kconfig/kconfiglib-process.py');
  const paths = names.map((name) => join('configs', name));
  return runBulk('python3', [script, dirname(library), ...paths], tree);
}

async function runBulk(
  program: string,
  args: readonly string[],
  { folder, environment }: UbootTree,
): Promise<BulkResult> {
  const { stdout } = await run(program, args, {
    cwd: folder,
    env: environment,
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout) as BulkResult;
}
