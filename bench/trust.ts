/**
 * `npm run docs:trust`: attacks the variants, and puts what comes of it into docs/trust.md, between
 * `<!-- npm run docs:trust --  -->` and `<!-- end -->`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { specialise } from '../generator/specialise/index.ts';
import { loadTemplates } from '../generator/specialise/parser.ts';
import { PACKAGE_ROOT } from '../src/package-root.ts';
import { fillBlocks } from './fill-blocks.ts';
import { trustColumns } from './trust/columns.ts';
import { trustTables } from './trust/page.ts';
import type { Row } from './trust/row.ts';

const templates = loadTemplates(join(PACKAGE_ROOT, 'templates'));
const columns = trustColumns((options) => specialise(templates, options));
const folder = mkdtempSync(join(tmpdir(), 'trust-'));
try {
  const input = join(folder, 'columns.json');
  writeFileSync(input, JSON.stringify(columns));
  const script = join(import.meta.dirname, 'trust/trust-process.js');
  const output = execFileSync(process.execPath, [script, input], { encoding: 'utf8' });
  const tables = trustTables(
    columns.map(({ title }) => title),
    JSON.parse(output) as readonly Row[],
  );
  const page = join(PACKAGE_ROOT, 'docs/trust.md');
  const text = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    fillBlocks(text, (name) => (name === 'docs:trust' ? tables : undefined)),
  );
} finally {
  rmSync(folder, { recursive: true });
}
