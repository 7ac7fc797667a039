/*
 * The report's page in a browser. Without Chromium there is nothing to test.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect, test } from '@jest/globals';

import { reportPage } from '../../generator/report/index.ts';
import { matrixOf, variant } from '../generator/matrix/sample.ts';
import { findChromium } from './chromium.ts';

const chromium = findChromium();
const testInBrowser = chromium === undefined ? test.skip : test;

/** The document after its scripts have run, with one more at the end. */
function documentAfter(page: string, script: string, hash = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'mallocgen-page-'));
  try {
    const file = join(folder, 'index.html');
    writeFileSync(file, page.replace('</html>', `<script>${script}</script></html>`));
    return execFileSync(
      chromium ?? '',
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        `--user-data-dir=${join(folder, 'profile')}`,
        '--dump-dom',
        `${pathToFileURL(file)}${hash}`,
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 60_000 },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const PAGE = reportPage({
  matrix: matrixOf({
    'a/u-boot': variant(1000),
    'b/spl': variant(400),
    'c/spl': variant(9000),
  }),
  costs: {
    'a/u-boot': [
      {
        symbol: 'SYS_MALLOC_CLEAR_ON_INIT_WITH_A_LONG_NAME',
        value: 'y',
        sizes: { raw: -1900, gzip: -1300, brotli: -1250, staticData: 0 },
      },
    ],
  },
  budgets: [],
  history: [
    { commit: 'aaaa', date: '2026-01-01', subject: 'Begin', raw: { 'a/u-boot': 1200 } },
    { commit: 'bbbb', date: '2026-02-01', subject: 'Shorten', raw: { 'a/u-boot': 1000 } },
  ],
  isShallow: false,
});

const rows = (page: string): (string | undefined)[] =>
  [...page.matchAll(/<tr[^>]*><td><a href="[^"]*">(\w)/g)].map(([, name]) => name);

testInBrowser(
  'sorts by a column, numbers as numbers, one way and the other',
  () => {
    const click = "document.querySelectorAll('#matrix th button')[2].click();";
    expect(rows(documentAfter(PAGE, ''))).toEqual(['a', 'b', 'c']);
    expect(rows(documentAfter(PAGE, click))).toEqual(['b', 'a', 'c']);
    expect(rows(documentAfter(PAGE, click + click))).toEqual(['c', 'a', 'b']);
  },
  180_000,
);

testInBrowser(
  'opens what a link names, and hides what the filter leaves out',
  () => {
    const type = "filter.value = 'c'; filter.dispatchEvent(new Event('input'));";
    const page = documentAfter(PAGE, type, '#b%2Fspl');
    expect(page).toMatch(/<section id="b\/spl"[^>]*><details open="">/);
    expect(page).toMatch(/<section id="a\/u-boot"[^>]*><details>/);
    const hidden = [...page.matchAll(/<(\w+)[^>]* data-name="([^"]*)"[^>]* hidden=""/g)];
    expect(hidden.map(([, tag, name]) => `${tag} ${name}`)).toEqual([
      'tr a/u-boot',
      'tr b/spl',
      'section a/u-boot',
      'section b/spl',
    ]);
    expect(page).toMatch(/<p id="nothing" role="status" hidden=""><\/p>/);
    const none = documentAfter(PAGE, type.replace("'c'", "'zzz'"));
    expect(none).toContain('<p id="nothing" role="status">No name has “zzz” in it.</p>');
  },
  120_000,
);
