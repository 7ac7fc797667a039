import { execFileSync } from 'node:child_process';

import { expect, test } from '@jest/globals';

import { DEMO, useFolder } from './folder.ts';

const folder = useFolder({ Kconfig: DEMO, 'sub/x_defconfig': '' });

const NOTE = (name: string): string =>
  `Note: git does not ignore ${name}. If it should not be committed: echo '/${name}*' >> .gitignore\n`;

test('git does not ignore .config: a note says so once, with a line that helps', async () => {
  const run = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await folder.run(['kconfig', ...args]);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.not.stringContaining('git') });
    return stderr;
  };
  expect(await run('alldefconfig', '--output', 'before')).not.toContain('git');

  execFileSync('git', ['init', '-q'], { cwd: folder.path });
  expect(await run('defconfig', '--defconfig', 'sub/x_defconfig')).toContain(NOTE('.config'));
  expect(await run('olddefconfig')).not.toContain('git');
  expect(await run('savedefconfig')).not.toContain('git');
  expect(await run('alldefconfig', '--output', 'sub/my config')).toContain(NOTE('sub/my config'));
  expect(await run('alldefconfig', '--quiet', '--output', 'quiet')).toBe('');

  execFileSync('sh', ['-c', "echo '/.config*' >> .gitignore; rm .config"], { cwd: folder.path });
  expect(await run('alldefconfig')).not.toContain('git');
  expect(await run('alldefconfig')).not.toContain('git');
  const status = execFileSync('git', ['status', '--short', '.config', '.config.old'], {
    cwd: folder.path,
    encoding: 'utf8',
  });
  expect(status).toBe('');
});
