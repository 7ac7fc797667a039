/*
 * docs/architecture.md follows an option from Kconfig to bytes. Each block there is cut from a file or from
 * what a command prints. UPDATE_FIXTURES=1 cuts them again.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { format, resolveConfig } from 'prettier';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { mallocgen } from '../src/cli/fake-process.ts';
import { readPage } from './page.ts';

const PAGE = 'docs/architecture.md';
const OPTION = 'NO_REALLOC_IN_PLACE';
const BEFORE = 'default';
const AFTER = 'no_realloc_in_place';

const source = (path: string) => readFileSync(join(PACKAGE_ROOT, path), 'utf8');

/** The part of a text that a pattern matches. */
function cut(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[0];
  if (found === undefined) throw new Error(`${PAGE}: nothing matches ${pattern}`);
  return `${found.trimEnd()}\n`;
}

let out: string;
beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'architecture-'));
  for (const name of [BEFORE, AFTER]) {
    await print(['--defconfig', `${name}_defconfig`, '--out', out]);
  }
}, 60_000);
afterAll(() => rmSync(out, { recursive: true }));

async function print(args: readonly string[]): Promise<string> {
  const { stdout, stderr, code } = await mallocgen(args, { cwd: PACKAGE_ROOT });
  expect([args, code, stderr]).toEqual([args, 0, expect.anything()]);
  return stdout;
}

const generated = (name: string, file: string) => readFileSync(join(out, name, file), 'utf8');
const variantRealloc = (name: string) =>
  cut(generated(name, 'u-boot/malloc.ts'), /^export function realloc[^]*?^}/m);

/** The blocks of the page, by name: language, and how each is cut. */
const BLOCKS: Readonly<Record<string, readonly [string, () => string | Promise<string>]>> = {
  kconfig: [
    'kconfig',
    () => cut(source('Kconfig.dlmalloc'), new RegExp(`^config ${OPTION}\\n(?:\\t.*\\n)+`, 'm')),
  ],
  defconfig: ['text', () => source(`configs/${AFTER}_defconfig`)],
  why: [
    'text',
    async () => {
      const defconfig = `configs/${AFTER}_defconfig`;
      return cut(await print(['why', OPTION, '--defconfig', defconfig]), /^phase[^]*?(?=\n\n)/m);
    },
  ],
  table: [
    'ts',
    () => cut(source('generator/options/option-tables.ts'), new RegExp(`^  ${OPTION}: .*$`, 'm')),
  ],
  manifest: [
    'text',
    () =>
      cut(generated(AFTER, 'manifest.json'), new RegExp(`^ *"${OPTION}": true`, 'm')).trimStart(),
  ],
  option: [
    'ts',
    () =>
      cut(source('templates/options/options.ts'), new RegExp(`^export const ${OPTION} .*$`, 'm')),
  ],
  template: [
    'ts',
    () =>
      cut(
        source('templates/allocator/dlmalloc-2.8.6/realloc.ts'),
        /^export function dlrealloc[^]*?^}/m,
      ),
  ],
  without: ['ts', () => variantRealloc(BEFORE)],
  with: ['ts', () => variantRealloc(AFTER)],
  diff: [
    'text',
    async () => {
      const text = await print(['diff', `${BEFORE}_defconfig`, `${AFTER}_defconfig`]);
      // How well gzip and brotli compress depends on the release of Node.js.
      return cut(text.replace(/^(?:gzip|brotli).*\n/gm, ''), /^bytes[^]*/m);
    },
  ],
};

/** The page with its blocks cut again. */
async function cutPage(page: string): Promise<string> {
  let text = page;
  for (const [name, [language, block]] of Object.entries(BLOCKS)) {
    const marker = `<!-- cut: ${name} -->\n`;
    expect(page).toContain(marker);
    const body = `${marker}\n\`\`\`${language}\n${await block()}\`\`\`\n`;
    text = text.replace(
      new RegExp(`${marker}(?:\\n\`\`\`\\w+\\n[^]*?^\`\`\`\\n)?`, 'm'),
      () => body,
    );
  }
  const config = await resolveConfig(join(PACKAGE_ROOT, PAGE));
  return format(text, { ...config, parser: 'markdown' });
}

test('each block is what its file or command contains (else run with UPDATE_FIXTURES=1)', async () => {
  const page = readPage(PAGE);
  const expected = await cutPage(page);
  if (process.env['UPDATE_FIXTURES'] === '1') writeFileSync(join(PACKAGE_ROOT, PAGE), expected);
  expect(readPage(PAGE)).toBe(expected);
}, 60_000);

describe('the layers of malloc()', () => {
  const rows = [
    ...readPage(PAGE).matchAll(/\| `(\w+)\(\)` +\| `(templates\/\S+\.ts)` +\| (.*?) *\|/g),
  ];

  test('are on the page', () => {
    expect(rows.length).toBeGreaterThan(6);
  });

  test.each(rows.map(([, name = '', file = '']) => ({ name, file })))(
    '$name() is in $file',
    ({ name, file }) => {
      expect(source(file)).toMatch(new RegExp(`^(?:export )?function ${name}\\(`, 'm'));
    },
  );
});
