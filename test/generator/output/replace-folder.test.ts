import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, expect, jest, test } from '@jest/globals';

const renameSync = jest.fn(fs.renameSync);
jest.unstable_mockModule('node:fs', () => ({ ...fs, renameSync }));
const { replaceFolder } = await import('../../../generator/output/replace-folder.ts');

const root = fs.mkdtempSync(join(tmpdir(), 'replace-'));
afterEach(() => fs.rmSync(root, { recursive: true }));

test('when the new folder cannot be moved into place, the old one is moved back', () => {
  const folder = join(root, 'board');
  replaceFolder(folder, new Map([['.config', 'old']]), ['.config']);
  renameSync.mockImplementation((from, to) => {
    if (String(from).endsWith('next')) {
      throw Object.assign(new Error('EIO: i/o error, rename'), { syscall: 'rename' });
    }
    fs.renameSync(from, to);
  });
  expect(() => replaceFolder(folder, new Map([['.config', 'new']]), ['.config'])).toThrow(
    `${folder} cannot be written: i/o error. What it held before is unchanged. `,
  );
  expect(renameSync).toHaveBeenCalledTimes(4);
  expect(fs.readFileSync(join(folder, '.config'), 'utf8')).toBe('old');
  expect(fs.readdirSync(root)).toEqual(['board']);
});
