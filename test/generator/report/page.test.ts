import { describe, expect, test } from '@jest/globals';

import { reportPage, type HistoryPoint, type Report } from '../../../generator/report/index.ts';
import { matrixOf, variant } from '../matrix/sample.ts';

const point = (commit: string, date: string, raw: number): HistoryPoint => ({
  commit,
  date,
  subject: `<b>${commit}</b>`,
  raw: { 'a/u-boot': raw },
});

const REPORT: Report = {
  matrix: {
    ...matrixOf({
      'a/u-boot': variant(1000, { functions: { malloc: 700, '<free>': 290, '(module)': 10 } }),
      'b/spl': variant(400),
    }),
    failures: [{ configuration: 'c&d', code: 'x', message: '<script>alert(1)</script>' }],
  },
  costs: {
    'a/u-boot': [
      {
        symbol: 'INSECURE',
        value: 'y',
        sizes: { raw: -900, gzip: -300, brotli: -250, staticData: 0 },
      },
      {
        symbol: 'SANDBOX',
        value: 'n',
        sizes: { raw: 4000, gzip: 1500, brotli: 1400, staticData: 32 },
      },
    ],
  },
  budgets: [
    { configuration: 'a', phase: 'u-boot', measure: 'brotli', limit: 500, size: 480, slack: 20 },
    { configuration: 'b', phase: 'spl', measure: 'staticData', limit: 30, size: 36, slack: -6 },
  ],
  history: [
    point('aaaa', '2026-01-01', 1200),
    point('bbbb', '2026-01-15', 1200),
    point('cccc', '2026-02-01', 1000),
  ],
  isShallow: false,
};

describe('the page', () => {
  const page = reportPage(REPORT);

  test('has a row and a section for each phase', () => {
    expect(page).toContain(
      '<a href="#a%2Fu-boot">a</a></td><td class="text">u-boot</td><td>1000</td>',
    );
    expect(page).toContain('<section id="b/spl" ');
  });

  test('escapes what comes from input', () => {
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('&lt;free&gt;: 290 bytes, 29.0 %');
    expect(page).toContain('c&amp;d');
    expect(page).not.toMatch(/<b>|<free>|<script>alert/);
  });

  test('draws each function with its share of the bytes', () => {
    const areas = [
      ...page.matchAll(
        /<title>([^:]*): (\d+) bytes[^]*?<rect x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"/g,
      ),
    ]
      .slice(0, 3)
      .map(([, name, bytes, , , width, height]) => ({
        name,
        share: Number(bytes) / 1000,
        area: (Number(width) * Number(height)) / (960 * 300),
      }));
    expect(areas.map(({ name }) => name)).toEqual(['malloc', '&lt;free&gt;', '(module)']);
    for (const { share, area } of areas) expect(Math.abs(area - share)).toBeLessThan(0.01);
  });

  test('lists what options cost, the largest first', () => {
    const [sandbox = -1, insecure = -1] = ['CONFIG_<wbr>SANDBOX', 'CONFIG_<wbr>INSECURE'].map(
      (name) => page.indexOf(name),
    );
    expect(sandbox).toBeGreaterThan(0);
    expect(insecure).toBeGreaterThan(sandbox);
    expect(page).toContain('<td class="more">+4000</td>');
    expect(page).toContain('<td class="less">-900</td>');
  });

  test('draws the history of a row that has one, and lists its changes', () => {
    expect(page.match(/class="history"/g)).toHaveLength(1);
    expect(page).toContain('2026-01-01 aaaa: 1200 bytes. &lt;b&gt;aaaa&lt;/b&gt;');
    expect(page).toMatch(/<path d="M52,10H502V10H952V98H952"/);
    const changes = [...page.matchAll(/<th scope="row">(2026\S+?)<\/th><td class="text">(\w+)/g)];
    expect(changes.map(([, date, commit]) => [date, commit])).toEqual([
      ['2026-02-01', 'cccc'],
      ['2026-01-01', 'aaaa'],
    ]);
  });

  test('lists the bytes of each function, the largest first', () => {
    const [table = ''] =
      /<table><thead><tr><th scope="col">function[^]*?<\/table>/.exec(page) ?? [];
    const listed = [...table.matchAll(/<th scope="row">(.*?)<\/th><td>(\d+)<\/td><td>(.*?)</g)];
    expect(listed.map(([, name, bytes, share]) => [name, bytes, share])).toEqual([
      ['malloc', '700', '70.0 %'],
      ['&lt;free&gt;', '290', '29.0 %'],
      ['(module)', '10', '1.0 %'],
    ]);
  });

  test('counts functions as the matrix does, without the bytes outside any', () => {
    expect(page).toMatch(/<td>1000<\/td>(<td>\d+<\/td>){3}<td>2<\/td><\/tr>/);
  });

  test('says what is left of each budget', () => {
    expect(page).toContain(
      '<tr data-name="a/u-boot"><th scope="row">a/<wbr>u-boot</th><td class="text">brotli</td><td>480</td><td>500</td><td class="less">20 left</td></tr>',
    );
    expect(page).toContain(
      '<td class="text">static data</td><td>36</td><td>30</td><td class="more">6 over</td>',
    );
    expect(reportPage({ ...REPORT, budgets: [] })).not.toContain('Budgets');
  });

  test('says if the history may be cut off', () => {
    expect(page).not.toContain('shallow');
    expect(reportPage({ ...REPORT, isShallow: true })).toContain('shallow clone');
  });

  test('has headings in order, in one main part', () => {
    const levels = [...page.matchAll(/<h(\d)>/g)].map(([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    for (const [i, level] of levels.entries()) {
      expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
    }
    expect(page.match(/<main>/g)).toHaveLength(1);
  });

  test('needs nothing beside itself and is the same each time', () => {
    expect(page).not.toMatch(/https?:|src=|@import|<link/);
    expect(reportPage(REPORT)).toBe(page);
  });
});
