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
  history: [point('aaaa', '2026-01-01', 1200), point('bbbb', '2026-02-01', 1000)],
};

describe('the page', () => {
  const page = reportPage(REPORT);

  test('has a row and a section for each phase', () => {
    expect(page).toContain(
      '<a href="#a%2Fu-boot">a</a></td><td class="text">u-boot</td><td>1000</td>',
    );
    expect(page).toContain('<section id="b/spl">');
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

  test('tells what options cost, the dearest first', () => {
    const [sandbox = -1, insecure = -1] = ['CONFIG_SANDBOX', 'CONFIG_INSECURE'].map((name) =>
      page.indexOf(name),
    );
    expect(sandbox).toBeGreaterThan(0);
    expect(insecure).toBeGreaterThan(sandbox);
    expect(page).toContain('<td class="more">+4000</td>');
    expect(page).toContain('<td class="less">-900</td>');
  });

  test('draws the history of a row that has one', () => {
    expect(page.match(/class="history"/g)).toHaveLength(1);
    expect(page).toContain('2026-01-01 aaaa: 1200 bytes. &lt;b&gt;aaaa&lt;/b&gt;');
    expect(page).toMatch(/<path d="M52,10H952V98H952"/);
  });

  test('needs nothing beside itself and is the same each time', () => {
    expect(page).not.toMatch(/https?:|src=|@import|<link/);
    expect(reportPage(REPORT)).toBe(page);
  });
});
