import { execFile, type ExecFileException } from 'node:child_process';
import { promisify } from 'node:util';

import { MatrixError } from '../../../../generator/matrix/index.ts';

const run = promisify(execFile);

/** Bytes of output that a list of files and a matrix of thousands of configurations stay below. */
export const MOST_OUTPUT = 1 << 28;

/** Runs git in a folder and returns what it prints. Rejects if git fails. */
export async function git(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const options = { env: { ...process.env, ...env }, maxBuffer: MOST_OUTPUT };
  return (await run('git', ['-C', folder, ...args], options)).stdout;
}

/** The hash of a commit. Throws a {@link MatrixError} if the repository of `folder` has no such revision. */
export async function commitOf(folder: string, revision: string): Promise<string> {
  const spec = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  try {
    return (await git(folder, spec)).trim();
  } catch (error) {
    throw new MatrixError(
      `--compare ${revision}: there is no such revision. Fetch it, or name a branch, a tag or a commit.`,
      { cause: error },
    );
  }
}

/**
 * Writes the files of a commit below a folder. The repository's own index stays as it is.
 * @param folder ends with `/`
 */
export async function checkOut(
  repository: string,
  commit: string,
  folder: string,
  index: string,
): Promise<void> {
  const env = { GIT_INDEX_FILE: index };
  await git(repository, ['read-tree', commit], env);
  await git(repository, ['checkout-index', '--all', `--prefix=${folder}`], env);
}

/** Does some work on a revision; if it fails, throws a {@link MatrixError} with the first reason printed. */
export async function attempt<T>(
  revision: string,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { stderr, stdout, message } = error as ExecFileException;
    const lines = `${stderr || stdout || message}`.trim().split('\n');
    const reason = lines.find((line) => /error|refus|no such/i.test(line)) ?? lines.at(-1) ?? '';
    throw new MatrixError(
      `--compare ${revision}: it ${what}: ${reason.trim().replace(/\.+$/, '')}. Name another revision.`,
      { cause: error },
    );
  }
}
