/*
 * The tables of docs/trust.md are as `npm run docs:trust` writes them: every attack is made again, in a process of its own.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { fillBlocks } from '../../bench/fill-blocks.ts';
import { trustColumns } from '../../bench/trust/columns.ts';
import { trustTables } from '../../bench/trust/page.ts';
import type { Row } from '../../bench/trust/row.ts';
import { specialised } from '../support/specialised.ts';

const PAGE = readFileSync('docs/trust.md', 'utf8');
const columns = trustColumns(specialised);

let folder: string;
let rows: readonly Row[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trust-'));
  const script = join(folder, 'trust-process.mjs');
  const input = join(folder, 'columns.json');
  buildSync({
    entryPoints: ['bench/trust/trust-process.ts'],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile: script,
  });
  writeFileSync(input, JSON.stringify(columns));
  rows = JSON.parse(
    execFileSync(process.execPath, [script, input], { encoding: 'utf8' }),
  ) as readonly Row[];
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

test('docs/trust.md has these outcomes (else run `npm run docs:trust`)', () => {
  const tables = trustTables(
    columns.map(({ title }) => title),
    rows,
  );
  const filled = fillBlocks(PAGE, (script) => (script === 'docs:trust' ? tables : undefined));
  expect(PAGE).toContain('<!-- npm run docs:trust --  -->');
  expect(PAGE).toBe(filled);
});

test('a checker finds every access to bytes outside of blocks', () => {
  const memcheck = columns.findIndex(({ title }) => title === 'memcheck');
  const accesses = rows.filter(({ group }) => /^(?:Writing|Overwriting)/.test(group));
  expect(accesses.length).toBeGreaterThan(25);
  expect(accesses.filter(({ outcomes }) => outcomes[memcheck]?.kind !== 'at once')).toEqual([]);
});
