import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { templatesDigest } from '../../../generator/output/index.ts';
import {
  openTemplates,
  specialise,
  type TemplateOptions,
  type Templates,
} from '../../../generator/specialise/index.ts';
import { parseTemplates } from '../../../generator/specialise/parser.ts';
import { readTemplateSources } from '../../../generator/specialise/load/sources.ts';
import { restoreTemplates, storeTemplates } from '../../../generator/specialise/load/stored.ts';
import { buildOptions } from '../../support/build-options.ts';
import { CONFIG } from './modules.ts';

const FOLDER = join(import.meta.dirname, '../../../templates');
const sources = readTemplateSources(FOLDER);

/** Parsed here, as those of test/support may have been stored and restored. */
let parsed: Templates;
/** Not compressed well, which takes five seconds. */
let stored: Uint8Array;
beforeAll(() => {
  parsed = parseTemplates(sources, 'templates');
  stored = storeTemplates(parsed, sources, 'templates', 1);
});

describe('stored templates', () => {
  test.each([
    ['the defaults', buildOptions(32)],
    ['64 bits and other options', buildOptions(64, { SYS_MALLOC_F: true, NO_MALLINFO: true })],
  ])('give the same variants: %s', (_, options) => {
    const restored = restoreTemplates(stored, sources, 'templates');
    expect(restored).toBeDefined();
    expect(specialise(restored!, options)).toEqual(specialise(parsed, options));
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
    expect(restoreTemplates(stored, others, name)).toBeUndefined();
  });
});

const SMALL = new Map([
  ['config.ts', CONFIG],
  ['index.ts', 'export function five(): number {\n  return 5;\n}\n'],
]);
const NO_OPTIONS: TemplateOptions = { enabled: {}, global: {}, values: {} };

describe('opening templates', () => {
  let folder = '';
  let templates = '';
  const write = (name: string, data: Uint8Array | string): string => {
    const path = join(folder, name);
    writeFileSync(path, data);
    return path;
  };
  const small = parseTemplates(SMALL, 'templates');
  const store = (value: Templates, of = SMALL): Uint8Array =>
    storeTemplates(value, of, 'templates');

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mallocgen-templates-'));
    templates = join(folder, 'templates');
    mkdirSync(templates);
    for (const [name, text] of SMALL) writeFileSync(join(templates, name), text);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('takes the stored ones where the sources are the same or not there', async () => {
    const marked = { ...small, mark: true };
    const path = write('same.bin', store(marked));
    expect(await openTemplates(templates, path)).toHaveProperty('mark');
    const missing = join(folder, 'missing', 'templates');
    expect(await openTemplates(missing, path)).toHaveProperty('mark');
    expect(templatesDigest(missing, path)).toBe(templatesDigest(templates));
    const damaged = write('damaged.bin', store(small).slice(0, 200));
    await expect(openTemplates(missing, damaged)).rejects.toThrow(
      'templates: what this package has of them is damaged. Install mallocgen again.',
    );
    await expect(openTemplates(missing, join(folder, 'missing.bin'))).rejects.toThrow(
      'the template folder cannot be read',
    );
  });

  test.each([
    ['another tree', () => write('other.bin', store({ ...small, api: [] }, new Map()))],
    ['no file', () => join(folder, 'missing.bin')],
    ['a file that ends early', () => write('short.bin', store(small).slice(0, 200))],
    ['an empty file', () => write('empty.bin', '')],
    ['a file of something else', () => write('text.bin', 'not what it should be')],
  ])('parses them where the file is that of %s', async (_, path) => {
    const opened = await openTemplates(templates, path());
    expect(opened.api).toHaveLength(1);
    expect(specialise(opened, NO_OPTIONS)).toEqual(specialise(small, NO_OPTIONS));
  });
});
