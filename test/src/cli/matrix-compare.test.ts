import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { mallocgen } from './fake-process.ts';

const compare = (revision: string, ...more: string[]) =>
  mallocgen(['matrix', '--compare', revision, '--jobs', '1', ...more], { cwd: PACKAGE_ROOT });

// A source archive has no history to compare with.
(existsSync(join(PACKAGE_ROOT, '.git')) ? describe : describe.skip)('--compare', () => {
  test('builds the other revision and reports what differs', async () => {
    const { code, stdout, stderr } = await compare('HEAD', '--phase', 'tpl');
    expect(stderr).toMatch(/^Building HEAD$/m);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Compared with HEAD: \d+ of 1 variant changed\.$/m);
  }, 120_000);

  test.each([
    ['nosuch', [], '--compare nosuch: there is no such revision.'],
    ['HEAD', ['--check'], '--compare compares with another revision instead of the baseline'],
    ['HEAD', ['--defconfig', 'x'], 'leave out --defconfig'],
  ])('%s %j exits 2 with one sentence', async (revision, more, message) => {
    const { code, stdout, stderr } = await compare(revision, ...more);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
