/*
 * docs/options.md is as `npm run docs:options` writes it. It measures every option, in some seconds.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { fillBlocks } from '../../bench/fill-blocks.ts';
import { optionTables } from '../../bench/options/page.ts';
import { loadKconfig } from '../../generator/kconfig/index.ts';
import { realTemplates } from '../support/stored-templates.ts';

const PAGE = readFileSync('docs/options.md', 'utf8');
const tree = loadKconfig({ file: 'Kconfig' });

let tables: string;
beforeAll(async () => {
  tables = await optionTables(tree, realTemplates());
}, 120_000);

/** The first cells of the tables' rows. */
function optionsIn(text: string): readonly string[] {
  return [...text.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name ?? '');
}

test('lists the options of the tree (else run `npm run docs:options`)', () => {
  expect(optionsIn(PAGE)).toEqual(optionsIn(tables));
});

test('has their bytes, defaults and exports (else run `npm run docs:options`)', () => {
  expect(PAGE).toBe(fillBlocks(PAGE, () => tables));
});

test('leaves no symbol of the tree out', () => {
  const phaseForm = /^[STV]PL_(?=\w)/;
  const listed = new Set(optionsIn(tables).flatMap((name) => [name, name.replace(phaseForm, '')]));
  const symbols = tree.nodes.flatMap(({ symbol, prompt }) =>
    symbol?.name !== undefined && prompt !== undefined ? [symbol.name] : [],
  );
  expect(symbols.length).toBeGreaterThan(80);
  const missing = symbols.filter(
    (name) => !listed.has(name) && !listed.has(name.replace(phaseForm, '')),
  );
  expect(missing).toEqual([]);
});

test('knows what SYS_MALLOC_SMALL saves, as the tables of the phases do', () => {
  const row = tables.split('\n').find((line) => line.includes('| `SYS_MALLOC_SMALL` '));
  expect(row).toMatch(/n; `SPL_`: y/);
  expect(row).toMatch(/-`mallopt`/);
  expect(row).toMatch(/ -\d{3,} /);
});

test('takes the default of a choice for that of its members', () => {
  const defaultOf = (name: string) => {
    const row = tables.split('\n').find((line) => line.startsWith(`| \`${name}\``));
    return row?.split(/(?<!\\)\|/)[4]?.trim();
  };
  expect(defaultOf('CC_OPTIMIZE_FOR_PERFORMANCE')).toBe('y');
  expect(defaultOf('CC_OPTIMIZE_FOR_SIZE')).toBe('n');
  expect(defaultOf('SMALLCHUNKS_AS_FUNCS')).toMatch(/^y if SYS_MALLOC_SMALL \\\|\\\| /);
});
