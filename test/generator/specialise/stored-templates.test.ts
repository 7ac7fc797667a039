import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { templatesDigest } from '../../../generator/output/index.ts';
import {
  openTemplates,
  parseTemplates,
  specialise,
  type Templates,
} from '../../../generator/specialise/index.ts';
import { readTemplateSources } from '../../../generator/specialise/load/sources.ts';
import { restoreTemplates, storeTemplates } from '../../../generator/specialise/load/stored.ts';
import { buildOptions } from '../../support/build-options.ts';

const FOLDER = join(import.meta.dirname, '../../../templates');
const sources = readTemplateSources(FOLDER);

let parsed: Templates | undefined;
const parse = (): Templates => (parsed ??= parseTemplates(sources, 'templates'));
let stored: Uint8Array | undefined;
const store = (): Uint8Array => (stored ??= storeTemplates(parse(), sources, 'templates'));

describe('stored templates', () => {
  test.each([
    ['the defaults', buildOptions(32)],
    ['64 bits and other options', buildOptions(64, { SYS_MALLOC_F: true, NO_MALLINFO: true })],
  ])('give the same variants: %s', (_, options) => {
    const templates = parse();
    const restored = restoreTemplates(store(), sources, 'templates');
    expect(restored).toBeDefined();
    expect(specialise(restored!, options)).toEqual(specialise(templates, options));
  });

  test.each([
    [
      'a changed text',
      new Map([...sources, ['malloc.ts', `${sources.get('malloc.ts')}\n`]]),
      'templates',
    ],
    ['another module', new Map([...sources, ['more.ts', 'export {};']]), 'templates'],
    ['a module less', new Map([...sources].slice(1)), 'templates'],
    ['another name', sources, 'other'],
  ])('are not taken for %s', (_, others, name) => {
    expect(restoreTemplates(store(), others, name)).toBeUndefined();
  });
});

describe('opening templates', () => {
  let folder = '';
  const write = (name: string, data: Uint8Array | string): string => {
    const path = join(folder, name);
    writeFileSync(path, data);
    return path;
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mallocgen-templates-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('takes the stored ones where the sources are the same or not there', async () => {
    const marked = { ...parse(), mark: true };
    const path = write('same.bin', storeTemplates(marked, sources, 'templates'));
    expect(await openTemplates(FOLDER, path)).toHaveProperty('mark');
    const missing = join(folder, 'templates');
    expect(await openTemplates(missing, path)).toHaveProperty('mark');
    expect(templatesDigest(missing, path)).toBe(templatesDigest(FOLDER));
    const damaged = write('damaged.bin', store().slice(0, 1000));
    await expect(openTemplates(missing, damaged)).rejects.toThrow(
      'templates: what this package has of them is damaged. Install mallocgen again.',
    );
    await expect(openTemplates(missing, join(folder, 'missing.bin'))).rejects.toThrow(
      'the template folder cannot be read',
    );
  });

  test.each([
    ['another tree', () => write('other.bin', storeTemplates(parse(), new Map(), 'templates'))],
    ['no file', () => join(folder, 'missing.bin')],
    ['a file that ends early', () => write('short.bin', store().slice(0, 1000))],
    ['an empty file', () => write('empty.bin', '')],
    ['a file of something else', () => write('text.bin', 'not what it should be')],
  ])('parses them where the file is that of %s', async (_, path) => {
    const opened = await openTemplates(FOLDER, path());
    const options = buildOptions(32);
    expect(specialise(opened, options)).toEqual(specialise(parse(), options));
  });
});
