import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { readmeBlocks } from './example-folder.ts';

/** `npx` takes a second to find a program; this runs those of mallocgen's own folder. */
const NPX = `npx() { "${PACKAGE_ROOT}/node_modules/.bin/$1" "\${@:2}"; }\n`;

/**
 * Runs the first block of commands of an example's README.
 * @param cwd what `copyExample()` returned
 * @returns what the last of them printed
 */
export function runReadme(name: string, cwd: string): string {
  symlinkSync(join(PACKAGE_ROOT, 'bin'), join(cwd, 'bin'));
  const commands = (readmeBlocks(name, 'sh')[0] ?? '').trimEnd().split('\n');
  const last = commands.pop();
  const quiet = commands.map((each) => `${each} >commands.log\n`).join('');
  return execFileSync('bash', ['-euc', `${NPX}${quiet}${last}`], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(process.execPath, '..')}:${process.env['PATH']}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
