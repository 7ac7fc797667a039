/**
 * `npm run docs:options`: puts the tables of all options into docs/options.md, between
 * `<!-- npm run docs:options -- -->` and `<!-- end -->`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { loadKconfig } from '../generator/kconfig/index.ts';
import { loadTemplates } from '../generator/specialise/parser.ts';
import { PACKAGE_ROOT } from '../src/package-root.ts';
import { fillBlocks } from './fill-blocks.ts';
import { optionTables } from './options/page.ts';

const page = join(PACKAGE_ROOT, 'docs/options.md');
const tree = loadKconfig({ file: join(PACKAGE_ROOT, 'Kconfig'), srctree: PACKAGE_ROOT });
const tables = await optionTables(tree, loadTemplates(join(PACKAGE_ROOT, 'templates')));
writeFileSync(
  page,
  fillBlocks(readFileSync(page, 'utf8'), () => tables),
);
