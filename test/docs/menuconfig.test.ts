import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { openPricer } from '../../generator/price/index.ts';
import { KEY_LIST } from '../../src/menuconfig/model/key-list.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { screenSvg } from '../src/menuconfig/screen-svg.ts';
import { ownTree, Sitting } from '../src/menuconfig/sitting.ts';
import { readPage } from './page.ts';

/** `npm run docs:menuconfig` sets it. */
const UPDATES = process.env['UPDATE_DOCS'] === '1';

test('the picture, made again by npm run docs:menuconfig, stays as it is', async () => {
  const tree = ownTree();
  const size = { columns: 80, rows: 20 };
  const sitting = new Sitting({ tree, size, budget: 1400 });
  sitting.press('down', 'enter', 'end', 'f');
  const pricer = openPricer({ tree, templates: join(PACKAGE_ROOT, 'templates') });
  await sitting.priced(pricer);
  await pricer.close();
  const terminal = await sitting.terminal();
  const svg = screenSvg(
    await terminal.cells(),
    'mallocgen menuconfig, with the bytes that each option costs',
  );
  const path = join(PACKAGE_ROOT, 'docs/menuconfig.svg');
  if (UPDATES) writeFileSync(path, svg);
  expect(readFileSync(path, 'utf8')).toBe(svg);
  expect((await terminal.screen()).join('\n')).toMatch(
    /Small code rather than speed \(NEW\) +-\d+/,
  );
});

test('the page lists the keys of the help', () => {
  const page = readPage('docs/menuconfig.md');
  for (const [keys, what] of KEY_LIST) {
    const names = keys.map((key) => `\`${key}\``).join(' ');
    const row = new RegExp(`^\\| ${escaped(names)} +\\| ${escaped(what)} +\\|$`, 'm');
    expect(page).toMatch(row);
  }
  expect(page.match(/^\| `/gm)?.length).toBeGreaterThanOrEqual(KEY_LIST.length);
});

function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}/]/g, String.raw`\$&`);
}
