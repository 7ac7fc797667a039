import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';
import {
  ENABLED_NAMES,
  GLOBAL_NAMES,
  PHASE_PREFIX,
  VALUE_NAMES,
} from '../../../generator/options/index.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { ourConfiguration } from './configuration.ts';

/** Where SPL has its pool follows from other symbols. */
const WITHOUT_SYMBOL = ['HAS_MALLOC_START', 'SYS_MALLOC_START'];

const { tree } = ourConfiguration('');
const isSymbol = (name: string): boolean => tree.names.has(name);

test('each option of a phase has a symbol in Kconfig, or in a file that it sources', () => {
  const missing = [...ENABLED_NAMES, ...VALUE_NAMES].filter(
    (name) => !Object.values(PHASE_PREFIX).some((prefix) => isSymbol(prefix + name)),
  );
  expect(missing.toSorted()).toEqual(WITHOUT_SYMBOL);
  expect(GLOBAL_NAMES.filter((name) => !isSymbol(name))).toEqual([]);
});

test('each symbol of Kconfig has a meaning: an option, a command or another symbol reads it', () => {
  const code = sourcesIn('generator/options') + sourcesIn('src/console');
  const kconfig = readdirSync(PACKAGE_ROOT)
    .filter((name) => name.startsWith('Kconfig'))
    .map((name) => readFileSync(join(PACKAGE_ROOT, name), 'utf8'))
    .join('\n');
  const defined = [...kconfig.matchAll(/^(?:menu)?config (\w+)$/gm)].map(([, name = '']) => name);
  const clauses = kconfig.replace(/^(?:menu)?config \w+$/gm, '');
  const isRead = (name: string): boolean => {
    const ofPhase = name.replace(/^(?:SPL|TPL|VPL)_/, '');
    return (
      new RegExp(`\\b(?:${name}|${ofPhase})\\b`).test(code) ||
      new RegExp(`^\\t(?:default|depends|select|imply)\\b.*\\b${name}\\b`, 'm').test(clauses)
    );
  };
  expect(defined.length).toBeGreaterThan(100);
  expect(defined.filter((name) => !isRead(name))).toEqual([]);
});

/** Part of what a variant is made for, although no template asks for it. */
const NOT_ASKED: ReadonlySet<string> = new Set(['SANDBOX']);

/** The text of all modules of a folder. */
function sourcesIn(folder: string): string {
  const root = join(PACKAGE_ROOT, folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
}

const sources = sourcesIn('templates');

test.each([
  ['ENABLED_OPTIONS', ENABLED_NAMES, /\bCONFIG_IS_ENABLED\('(\w+)'\)/g],
  ['GLOBAL_OPTIONS', GLOBAL_NAMES, /\bIS_ENABLED\('CONFIG_(\w+)'\)/g],
  ['VALUE_OPTIONS', VALUE_NAMES, /\bCONFIG_VAL\('(\w+)'\)/g],
] as const)('the templates ask for each of %s, and for no other', (_, names, call) => {
  const asked = new Set([...sources.matchAll(call)].map(([, name]) => name));
  expect([...asked].toSorted()).toEqual(names.filter((name) => !NOT_ASKED.has(name)));
});
