/**
 * `npm run bench:docs -- SCRIPT…`: runs benchmarks and puts what they print into docs/performance.md,
 * between `<!-- npm run … -->` and `<!-- end -->`. Without a name, all of them.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PACKAGE_ROOT } from '../src/package-root.ts';
import { fillBlocks } from './fill-blocks.ts';

const wanted = process.argv.slice(2);
const page = join(PACKAGE_ROOT, 'docs/performance.md');
const text = fillBlocks(readFileSync(page, 'utf8'), (script, args) => {
  if (wanted.length > 0 && !wanted.includes(script)) return undefined;
  const command = ['run', '--silent', script, '--', ...args];
  return execFileSync('npm', command, {
    cwd: PACKAGE_ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
});
writeFileSync(page, text);
