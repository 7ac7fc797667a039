import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { interruptedIn } from '../../../generator/output/interrupted.ts';
import { replaceFolder } from '../../../generator/output/replace-folder.ts';

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'interrupted-'))));
afterEach(() => rmSync(root, { recursive: true }));

/** A process that has ended. */
const ENDED = spawnSync(process.execPath, ['-e', '']).pid;

/** What an interrupted run leaves that was writing `name`, and had moved away the previous folder. */
function leave(name: string, pid: number, previous?: string): string {
  const temporary = join(root, `.${name}-${String(pid)}-Ab12xY`);
  mkdirSync(join(temporary, 'next'), { recursive: true });
  writeFileSync(join(temporary, 'next/.config'), 'half');
  if (previous !== undefined) {
    mkdirSync(join(temporary, 'previous'));
    writeFileSync(join(temporary, 'previous/.config'), previous);
  }
  return temporary;
}

const config = () => readFileSync(join(root, 'board/.config'), 'utf8');
const replace = (text: string) =>
  replaceFolder(join(root, 'board'), new Map([['.config', text]]), ['.config']);

describe('a run that was ended', () => {
  test('leaves nothing once another one is through', () => {
    leave('board', ENDED, 'old');
    replace('new');
    expect(config()).toBe('new');
    expect(readdirSync(root)).toEqual(['board']);
  });

  test('gives back what was there before, also where the next one fails', () => {
    leave('board', ENDED, 'old');
    const bad = new Map([
      ['.config', 'new'],
      ['.config/x', 'no folder'],
    ]);
    expect(() => replaceFolder(join(root, 'board'), bad, ['.config'])).toThrow('unchanged');
    expect(config()).toBe('old');
    expect(readdirSync(root)).toEqual(['board']);
  });

  test('does not come back over what a later run has made', () => {
    replace('later');
    leave('board', ENDED, 'old');
    expect(() => replaceFolder(join(root, 'board'), new Map([['a/b', '']]), ['other'])).toThrow(
      'would be lost',
    );
    expect(config()).toBe('later');
  });

  test('is recognised by its name; a running one and other folders are left alone', () => {
    const ended = leave('board', ENDED);
    const running = leave('board', process.pid, 'theirs');
    const other = leave('board-2', ENDED);
    mkdirSync(join(root, '.board-keep'));
    expect(interruptedIn(root)).toEqual(
      [
        { temporary: other, name: 'board-2' },
        { temporary: ended, name: 'board' },
      ].toSorted((a, b) => (a.temporary < b.temporary ? -1 : 1)),
    );
    replace('new');
    expect([ended, running, other].map((folder) => existsSync(folder))).toEqual([
      false,
      true,
      true,
    ]);
  });
});
