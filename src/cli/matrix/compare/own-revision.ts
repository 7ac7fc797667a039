import { execFile, type ExecFileException } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { parseMatrix, type Matrix } from '../../../../generator/matrix/index.ts';
import { PACKAGE_ROOT } from '../../../package-root.ts';
import { attempt, checkOut, commitOf, MOST_OUTPUT } from './git.ts';

const run = promisify(execFile);

/**
 * The matrix of another revision of mallocgen: it is built in a temporary folder, and its own program
 * makes the matrix of its own configurations.
 * @throws {MatrixError} when there is no such revision, or it does not build
 */
export async function matrixOfOwnRevision(
  revision: string,
  args: readonly string[],
  onStep: (step: string) => void,
): Promise<Matrix> {
  const commit = await commitOf(PACKAGE_ROOT, revision);
  const temporary = mkdtempSync(join(tmpdir(), 'mallocgen-revision-'));
  const folder = join(temporary, 'source');
  try {
    onStep(`Building ${revision}`);
    await attempt(revision, 'cannot be checked out', () =>
      checkOut(PACKAGE_ROOT, commit, `${folder}/`, join(temporary, 'index')),
    );
    await attempt(revision, 'does not build', async () => {
      await installPackages(folder);
      await run('npm', ['run', 'build'], { cwd: folder, maxBuffer: MOST_OUTPUT });
    });
    onStep(`Measuring ${revision}`);
    // The variable is about another tree than that of the revision.
    const { srctree: _, ...env } = process.env;
    const { stdout } = await attempt(revision, 'makes no matrix', () =>
      run(process.execPath, ['bin/mallocgen.js', 'matrix', '--format', 'json', ...args], {
        cwd: folder,
        env,
        maxBuffer: MOST_OUTPUT,
      }).catch((error: ExecFileException) => {
        // Exit code 1: some configurations failed, and the others are there.
        if (error.code === 1 && error.stdout) return { stdout: error.stdout };
        throw error;
      }),
    );
    return parseMatrix(stdout, `the matrix of ${revision}`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The packages that are here if the revision wants the same; otherwise npm installs its own. */
async function installPackages(folder: string): Promise<void> {
  const lock = (root: string): string => readFileSync(join(root, 'package-lock.json'), 'utf8');
  const here = join(PACKAGE_ROOT, 'node_modules');
  if (existsSync(here) && lock(folder) === lock(PACKAGE_ROOT)) {
    symlinkSync(here, join(folder, 'node_modules'));
    return;
  }
  await run('npm', ['ci', '--ignore-scripts'], { cwd: folder, maxBuffer: MOST_OUTPUT });
}
