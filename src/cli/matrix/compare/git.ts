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

/** Files that one command line names, so that it is not too long. */
const AT_ONCE = 200;

/**
 * Writes the files of a commit below a folder. The repository's own index stays as it is.
 * @param folder ends with `/`
 * @param only what to write: the files below this folder of the repository; without it, all
 */
export async function checkOut(
  repository: string,
  commit: string,
  folder: string,
  index: string,
  only?: string,
): Promise<void> {
  const env = { GIT_INDEX_FILE: index };
  await git(repository, ['read-tree', commit], env);
  const command = ['checkout-index', '--force', `--prefix=${folder}`];
  if (only === undefined) {
    await git(repository, [...command, '--all'], env);
    return;
  }
  const listed = await git(repository, ['ls-files', '-z', '--', `:(top,literal)${only}`], env);
  const files = listed.split('\0').slice(0, -1);
  for (let i = 0; i < files.length; i += AT_ONCE) {
    await git(repository, [...command, '--', ...files.slice(i, i + AT_ONCE)], env);
  }
}

/** Whether a commit has this file. */
export async function hasFile(repository: string, commit: string, path: string): Promise<boolean> {
  try {
    await git(repository, ['cat-file', '-e', `${commit}:${path}`]);
    return true;
  } catch {
    return false;
  }
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
