import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { readPage } from './page.ts';
import { passes, refusals, withParts } from './specialiser-page.ts';

/** `npm run docs:specialiser` sets it. */
const UPDATES = process.env['UPDATE_DOCS'] === '1';

describe('made again by npm run docs:specialiser, these pages stay as they are', () => {
  test.each([
    ['docs/specialiser.md', passes],
    ['docs/template-language.md', () => new Map([['refusals', refusals()]])],
  ])('%s', async (path, made) => {
    const before = readPage(path);
    const after = await withParts(before, await made());
    if (UPDATES) writeFileSync(join(PACKAGE_ROOT, path), after);
    expect(after).toBe(readPage(path));
  });
});
