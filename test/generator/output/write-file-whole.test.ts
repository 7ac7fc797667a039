import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { OutputError } from '../../../generator/output/index.ts';
import { writeFileWhole } from '../../../generator/output/write-file-whole.ts';
import { isDevice, makeFullDevice, throughPipe } from '../../special-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whole-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('puts the new text in the place of the old one, and leaves nothing beside it', () => {
  const file = join(folder, 'a.json');
  writeFileSync(file, 'old');
  writeFileWhole(file, 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['a.json']);
});

test('leaves what was there where the last step fails', () => {
  const file = join(folder, 'a.json');
  mkdirSync(join(file, 'inside'), { recursive: true });
  expect(() => writeFileWhole(file, 'new')).toThrow(OutputError);
  expect(existsSync(join(file, 'inside'))).toBe(true);
  expect(readdirSync(folder)).toEqual(['a.json']);
});

test('says where nothing can be written', () => {
  expect(() => writeFileWhole(join(folder, 'no/a.json'), 'new')).toThrow(
    /a\.json cannot be written: no such file or directory\. It is as it was before\. Correct that/,
  );
});

test('writes to a pipe as it is', () => {
  const file = join(folder, 'pipe');
  expect(throughPipe(file, () => writeFileWhole(file, 'new'))).toBe('new');
  expect(statSync(file).isFIFO()).toBe(true);
  expect(readdirSync(folder)).toEqual(['pipe']);
});

test('does not wait for a reader of a pipe', () => {
  const file = join(folder, 'pipe');
  execFileSync('mkfifo', [file]);
  expect(() => writeFileWhole(file, 'new')).toThrow(
    /pipe cannot be written: nobody reads from this pipe\. Correct that/,
  );
  expect(readdirSync(folder)).toEqual(['pipe']);
});

test('leaves a full device as it is', () => {
  const file = join(folder, 'full');
  if (!makeFullDevice(file)) return;
  expect(() => writeFileWhole(file, 'new')).toThrow(
    /full cannot be written: the disk is full\. Correct that/,
  );
  expect(isDevice(file)).toBe(true);
});
