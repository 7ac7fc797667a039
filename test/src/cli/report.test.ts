import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { mallocgen } from './fake-process.ts';

let folder: string;
let page: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mallocgen-report-'));
  page = join(folder, 'site/index.html');
  mkdirSync(join(folder, 'configs'));
  writeFileSync(join(folder, 'configs/a_defconfig'), 'CONFIG_SYS_MALLOC_SMALL=y\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(html = 'site') {
  return mallocgen(
    ['report', '--html', html, '--configs', 'configs', '--no-costs', '--jobs', '1'],
    { cwd: folder },
  );
}

describe('mallocgen report', () => {
  test('writes a page, and another in its place', async () => {
    for (const name of ['a', 'b']) {
      writeFileSync(join(folder, `configs/${name}_defconfig`), 'CONFIG_SYS_MALLOC_SMALL=y\n');
      expect(await report()).toMatchObject({ code: 0, stdout: 'Written to site/index.html\n' });
      expect(readFileSync(page, 'utf8')).toMatch(`>${name}<`);
    }
  });

  test('prints the warnings about the configurations', async () => {
    writeFileSync(
      join(folder, 'configs/a_defconfig'),
      'CONFIG_SYS_MALLOC_SMALL=y\nCONFIG_NOPE=y\n',
    );
    const { code, stderr } = await report();
    expect(code).toBe(0);
    expect(stderr).toMatch(/^configs\/a_defconfig:2: warning: .*NOPE/m);
  });

  test.each(['<title>My site</title>\n', ''])(
    'leaves a page of the user alone: %j',
    async (text) => {
      mkdirSync(join(folder, 'site'));
      writeFileSync(page, text);
      expect(await report()).toEqual({
        code: 2,
        stdout: '',
        stderr:
          'site/index.html was not written by mallocgen report and would be lost. ' +
          'Move it away, or name another folder with --html.\n',
      });
      expect(readFileSync(page, 'utf8')).toBe(text);
    },
  );

  test.each(['configs/a_defconfig', 'configs/a_defconfig/x'])(
    'tells that a file is in the way of its folder: %s',
    async (html) => {
      expect(await report(html)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(
          new RegExp(
            `^${html} cannot be used: there is a file where a folder is needed\\. Name another folder with --html\\.$`,
            'm',
          ),
        ),
      });
    },
  );

  test('tells that index.html is a folder', async () => {
    mkdirSync(page, { recursive: true });
    const { code, stderr } = await report();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^site\/index\.html was not written by mallocgen report/);
  });
});
