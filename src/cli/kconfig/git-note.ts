import { basename, dirname, isAbsolute, relative } from 'node:path';

import { nodeModule } from '../../../generator/files/node.ts';
import { shellWords } from '../shell-words.ts';

/**
 * What to say of a `.config` that is about to be made in a git repository that does not ignore it: the
 * next `git add .` would commit it. Undefined elsewhere, and without git.
 * @param path absolute
 */
export function gitNote(path: string, cwd: string): string | undefined {
  // 0: ignored; 1: not ignored; 128: no repository.
  const folder = dirname(path);
  // Most commands make no new `.config`, and need no other program.
  const { spawnSync } = nodeModule('node:child_process');
  const asked = spawnSync('git', ['-C', folder, 'check-ignore', '--quiet', '--', basename(path)], {
    stdio: 'ignore',
  });
  if (asked.status !== 1) return undefined;
  const name = relative(cwd, path);
  if (name.startsWith('..') || isAbsolute(name)) return undefined;
  const line = shellWords([`/${name}*`]);
  return `Note: git does not ignore ${name}. If it should not be committed: echo ${line} >> .gitignore\n`;
}
