import { execFile, type ExecFileException } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { MatrixError, parseMatrix, type Matrix } from '../../../generator/matrix/index.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';

const run = promisify(execFile);

/** Bytes of output that a matrix of thousands of configurations stays below. */
const MOST_OUTPUT = 1 << 28;

/**
 * The matrix of another revision of this repository: it is built in a temporary folder, and its own
 * program makes the matrix of its own configurations.
 * @throws {MatrixError} when there is no such revision, or it does not build
 */
export async function matrixOfRevision(
  revision: string,
  args: readonly string[],
  onStep: (step: string) => void,
): Promise<Matrix> {
  if (!existsSync(join(PACKAGE_ROOT, '.git'))) {
    throw new MatrixError(
      `--compare ${revision}: ${PACKAGE_ROOT} is no git repository. Run it in a clone of mallocgen.`,
    );
  }
  const commit = await commitOf(revision);
  const folder = mkdtempSync(join(tmpdir(), 'mallocgen-revision-'));
  try {
    onStep(`Building ${revision}`);
    await attempt(revision, 'cannot be checked out', async () => {
      const archive = join(folder, 'source.tar');
      await run('git', ['-C', PACKAGE_ROOT, 'archive', '-o', archive, commit]);
      await run('tar', ['-xf', archive, '-C', folder]);
      rmSync(archive);
    });
    await attempt(revision, 'does not build', async () => {
      await installPackages(folder);
      await run('npm', ['run', 'build'], { cwd: folder, maxBuffer: MOST_OUTPUT });
    });
    onStep(`Measuring ${revision}`);
    const { stdout } = await attempt(revision, 'makes no matrix', () =>
      run(process.execPath, ['bin/mallocgen.js', 'matrix', '--format', 'json', ...args], {
        cwd: folder,
        maxBuffer: MOST_OUTPUT,
      }).catch((error: ExecFileException) => {
        // Exit code 1: some configurations failed, and the others are there.
        if (error.code === 1 && error.stdout) return { stdout: error.stdout };
        throw error;
      }),
    );
    return parseMatrix(stdout, `the matrix of ${revision}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function commitOf(revision: string): Promise<string> {
  try {
    const spec = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
    const { stdout } = await run('git', ['-C', PACKAGE_ROOT, ...spec]);
    return stdout.trim();
  } catch (error) {
    throw new MatrixError(
      `--compare ${revision}: there is no such revision. Fetch it, or name a branch, a tag or a commit.`,
      { cause: error },
    );
  }
}

/** The packages that are here, where they are the same; else npm installs what the revision asks for. */
async function installPackages(folder: string): Promise<void> {
  const lock = (root: string): string => readFileSync(join(root, 'package-lock.json'), 'utf8');
  const here = join(PACKAGE_ROOT, 'node_modules');
  if (existsSync(here) && lock(folder) === lock(PACKAGE_ROOT)) {
    symlinkSync(here, join(folder, 'node_modules'));
    return;
  }
  await run('npm', ['ci', '--ignore-scripts'], { cwd: folder, maxBuffer: MOST_OUTPUT });
}

async function attempt<T>(revision: string, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { stderr, stdout, message } = error as ExecFileException;
    const told = `${stderr || stdout || message}`.trim().split('\n');
    const reason = told.find((line) => /error|refus|no such/i.test(line)) ?? told.at(-1) ?? '';
    throw new MatrixError(
      `--compare ${revision}: it ${what}: ${reason.trim().replace(/\.+$/, '')}. Name a revision that builds.`,
      { cause: error },
    );
  }
}
