/*
 * The report's page in a browser. Without Chromium there is nothing to test.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect, test } from '@jest/globals';

import type { OptionCost } from '../../generator/matrix/option-costs.ts';
import { reportPage, type Report } from '../../generator/report/index.ts';
import { matrixOf, variant } from '../generator/matrix/sample.ts';
import { findChromium } from './chromium.ts';

const chromium = findChromium();
const testInBrowser = chromium === undefined ? test.skip : test;

/** The document after its scripts have run, with one more at the end. */
function documentAfter(
  page: string,
  script: string,
  hash = '',
  options: readonly string[] = [],
): string {
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
        ...options,
        '--dump-dom',
        `${pathToFileURL(file)}${hash}`,
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 60_000 },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const COSTS: readonly OptionCost[] = [
  {
    symbol: 'SYS_MALLOC_CLEAR_ON_INIT_WITH_A_LONG_NAME',
    value: 'y',
    sizes: { raw: -1900, gzip: -1300, brotli: -1250, staticData: 0 },
  },
];

const REPORT: Report = {
  matrix: matrixOf({
    'a/u-boot': variant(1000),
    'b/spl': variant(400),
    'c/spl': variant(9000),
  }),
  costs: { 'a/u-boot': COSTS, 'b/spl': COSTS },
  budgets: [],
  history: [
    {
      commit: 'aaaa',
      date: '2026-01-01',
      subject: 'Begin',
      raw: { 'a/u-boot': 1200, 'b/spl': 500 },
    },
    {
      commit: 'bbbb',
      date: '2026-02-01',
      subject: 'Shorten',
      raw: { 'a/u-boot': 1000, 'b/spl': 400 },
    },
  ],
  isShallow: false,
};
const PAGE = reportPage(REPORT);

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

testInBrowser(
  'opens what a link names although the filter leaves it out, or it was closed',
  () => {
    const page = documentAfter(
      PAGE,
      `const box = document.getElementById('b/spl').querySelector('details');
      const link = document.querySelector('#matrix a[href="#b%2Fspl"]');
      filter.value = 'a';
      filter.dispatchEvent(new Event('input'));
      box.open = false;
      link.click();`,
      '#b%2Fspl',
    );
    expect(page).toMatch(/<section id="b\/spl"[^>]*><details open="">/);
    expect(page).not.toContain('data-name="b/spl" hidden');
  },
  120_000,
);

testInBrowser(
  'filters by the text that a browser put back',
  () => {
    const back = "filter.value = 'c'; dispatchEvent(new PageTransitionEvent('pageshow'));";
    expect(documentAfter(PAGE, back)).toContain('<tr data-name="a/u-boot" hidden="">');
  },
  60_000,
);

/** What a script stored as JSON in an element of its own, as the last thing that it did. */
function answer<T>(page: string): T {
  const [, json] = /<pre id="answer">([^<]*)<\/pre>/.exec(page) ?? [];
  if (json === undefined) throw new Error('the script did not come to its end');
  return JSON.parse(
    json.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  ) as T;
}

const ANSWER = `const answer = (value) => {
  const pre = document.createElement('pre');
  pre.id = 'answer';
  pre.textContent = JSON.stringify(value);
  document.body.append(pre);
};`;

/** Headless Chromium has windows of 500 px and more; a frame can be narrower. */
function inFrame(page: string, width: number, script: string, library = ''): string {
  const source = page.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<!doctype html><html><body>
<iframe width="${String(width)}" height="800" style="border: 0" srcdoc="${source}"></iframe>
<script type="text/plain" id="library">${library.replaceAll('</script', String.raw`<\/script`)}</script>
<script>${ANSWER}
const frame = document.querySelector('iframe');
frame.onload = () => {
  const doc = frame.contentDocument;
  // That of a telephone takes no room.
  doc.documentElement.style.scrollbarWidth = 'none';
  for (const details of doc.querySelectorAll('details')) details.open = true;
  ${script}
};</script></body></html>`;
}

/** With a name and numbers as long as those of our configurations. */
const NARROW = reportPage({
  ...REPORT,
  matrix: matrixOf({ 'a/u-boot': variant(1000), 'browser_small/u-boot': variant(19_996) }),
});

testInBrowser(
  'a telephone of 390 px shows every number, and no text that is too small to read',
  () => {
    const script = `
      const view = frame.contentWindow;
      const seen = (element) => {
        const box = element.getBoundingClientRect();
        let scroller = element.parentElement;
        while (scroller && !/auto|scroll/.test(view.getComputedStyle(scroller).overflowX)) scroller = scroller.parentElement;
        return box.width > 0 && (scroller !== null || box.right <= view.innerWidth + 1);
      };
      const cells = [...doc.querySelectorAll('td')].filter((cell) => cell.textContent.trim() !== '');
      const texts = [...doc.querySelectorAll('td, th, p, a, text, summary, li, h1, h2, h3')].filter((element) => element.textContent.trim() !== '');
      const size = (element) => {
        const matrix = element.getScreenCTM?.();
        return parseFloat(view.getComputedStyle(element).fontSize) * (matrix ? matrix.a : 1);
      };
      answer({
        width: doc.documentElement.scrollWidth,
        cells: cells.length,
        wide: [...doc.querySelectorAll('table')].map(({ parentElement }) => parentElement).filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.getAttribute('aria-label')),
        hidden: cells.filter((cell) => !seen(cell)).map((cell) => cell.textContent),
        small: texts.filter((element) => element.getBoundingClientRect().width > 0 && size(element) < 9).map((element) => element.tagName + ' ' + element.textContent.slice(0, 40) + ' ' + size(element)),
      });`;
    const found = answer<Record<'width' | 'cells', number>>(
      documentAfter(inFrame(NARROW, 390, script), '', '', ['--virtual-time-budget=5000']),
    );
    expect(found.cells).toBeGreaterThan(20);
    expect(found).toMatchObject({ wide: [], hidden: [], small: [] });
    expect(found.width).toBeLessThanOrEqual(390);
  },
  120_000,
);

testInBrowser.each([390, 1200])(
  'axe finds nothing at %i px',
  (width) => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const script = `
      const source = doc.createElement('script');
      source.textContent = document.getElementById('library').textContent;
      doc.head.append(source);
      frame.contentWindow.axe.run(doc, { iframes: false }).then(({ violations, passes }) => answer({
        passes: passes.length,
        violations: violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 100)).join(' ')),
      }), (error) => answer({ passes: 0, violations: [String(error)] }));`;
    const page = inFrame(PAGE, width, script, axe);
    const found = answer<{ passes: number; violations: string[] }>(
      documentAfter(page, '', '', ['--virtual-time-budget=20000']),
    );
    expect(found.violations).toEqual([]);
    expect(found.passes).toBeGreaterThan(10);
  },
  120_000,
);
