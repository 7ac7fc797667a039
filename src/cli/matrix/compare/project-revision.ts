import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { MatrixError, type Matrix } from '../../../../generator/matrix/index.ts';
import type { CommandHost } from '../../command-host.ts';
import { configurationsIn } from '../../inputs/configuration-folders.ts';
import { isInside } from '../../inputs/tree-location.ts';
import { makeMatrix, type MakeRequest } from '../make-matrix.ts';
import { attempt, checkOut, commitOf, git, hasFile } from './git.ts';

/**
 * The matrix of the user's project at another revision: this program makes the configurations that were
 * in the folder then, of the Kconfig tree as it was then if that is in the same repository.
 * @param folder of the configurations
 * @throws {MatrixError} when the folder is in no repository, or there is no such revision
 */
export async function matrixOfProject(
  revision: string,
  folder: string,
  request: MakeRequest,
  host: CommandHost,
): Promise<Matrix> {
  const root = await rootOf(folder, revision);
  const commit = await commitOf(root, revision);
  const temporary = mkdtempSync(join(realpathSync(tmpdir()), 'mallocgen-revision-'));
  const then = join(temporary, 'project');
  try {
    const { tree } = request;
    const treePath = inRepository(root, tree.file);
    const hadTree = treePath !== undefined && (await hasFile(root, commit, treePath));
    // What a Kconfig tree reads is known when it was read: a `source` may name any file, and so may a macro.
    const configs = inRepository(root, folder) ?? '';
    const only = hadTree || configs === '' ? undefined : configs;
    const index = join(temporary, 'index');
    await attempt(revision, 'cannot be checked out', async () => {
      await checkOut(root, commit, `${then}/`, index, only);
      if (only !== undefined && someInclude(join(then, only))) {
        await checkOut(root, commit, `${then}/`, index);
      }
    });
    /** Where a path of now was then; paths that are not in the repository stay. */
    const moved = (path: string): string => {
      const inside = inRepository(root, path);
      return inside === undefined ? path : join(then, inside);
    };
    const place = hadTree ? moved : (path: string): string => path;
    const defconfigs = configurationsIn(moved(folder));
    host.messages.write(`Making the configurations of ${revision}\n`);
    return await makeMatrix(
      {
        ...request,
        tree: {
          ...tree,
          file: place(tree.file),
          cwd: place(tree.cwd),
          srctree: place(tree.srctree),
          env: { ...tree.env, ...(tree.env['srctree'] && { srctree: place(tree.srctree) }) },
          // What was read is the tree of now.
          tree: hadTree ? undefined : tree.tree,
        },
        defconfigs: defconfigs.map((name) => join(moved(folder), name)),
      },
      host,
    );
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The path from the root of the repository; undefined for what is not in it. */
function inRepository(root: string, path: string): string | undefined {
  const real = existsSync(path) ? realpathSync(path) : path;
  return real === root || isInside(real, root) ? relative(root, real) : undefined;
}

/** Whether a configuration of the folder includes another file, which may be anywhere in the repository. */
function someInclude(folder: string): boolean {
  if (!existsSync(folder)) return false;
  return configurationsIn(folder).some((name) =>
    /^\s*#\s*include\b/m.test(readFileSync(join(folder, name), 'utf8')),
  );
}

async function rootOf(folder: string, revision: string): Promise<string> {
  try {
    const root = await git(folder, ['rev-parse', '--show-toplevel']);
    return realpathSync(root.replace(/\n$/, ''));
  } catch (error) {
    throw new MatrixError(
      `--compare ${revision}: ${folder} is in no git repository. Name a folder of yours with --configs.`,
      { cause: error },
    );
  }
}
