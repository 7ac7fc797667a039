import { describe, expect, test } from '@jest/globals';
import { excerpt, legible } from '../../../generator/kconfig/diagnostics/legible.ts';
import { configure, parseDefconfig } from '../../../generator/kconfig/index.ts';
import { errorOf, load } from './trees.ts';

const LONG = 'x'.repeat(1 << 20);

test('control characters and bytes that are not UTF-8 are escaped', () => {
  expect(legible('\u001b[2J\u0000\r\u007f\u0085\udce9 é€😀\ta\nb')).toBe(
    String.raw`\x1b[2J\x00\x0d\x7f\x85\xe9 é€😀` + '\ta\nb',
  );
});

test('long lines are cut in the middle, long lists at the end', () => {
  const line = legible(`the word '${LONG}' is wrong: correct it`);
  expect(line).toHaveLength(903);
  expect(line).toMatch(/^the word 'x+ … x+' is wrong: correct it$/);
  const lines = legible('a line\n'.repeat(1000)).split('\n');
  expect(lines).toHaveLength(101);
  expect(lines.at(-1)).toBe('  … and 901 more lines');
  expect(excerpt('abcdef', 3)).toBe('abc…');
});

describe('errors about long texts are short', () => {
  test.each([
    `${LONG}\n`,
    `x := $(f${','.repeat(500_000)})\n`,
    `x := ${'$('.repeat(300_000)}\n`,
    `source "${LONG}"\n`,
    `config A\n\tdepends on ${'B'.repeat(1 << 20)} =\n`,
    `x := $(error-if,y,${'z'.repeat(500_000)})\n`,
  ])('%#', (kconfig) => {
    expect(errorOf(() => load(kconfig)).message.length).toBeLessThan(1200);
  });
});

test('warnings about long texts are short', () => {
  const tree = load(`config A\n\tstring "${LONG}\nconfig ${LONG}\n\tint\n`);
  const { diagnostics } = configure(tree, parseDefconfig(`CONFIG_A=${LONG}\n${LONG}\n`, 'd'));
  expect(diagnostics).toHaveLength(2);
  for (const { message } of [...tree.diagnostics, ...diagnostics]) {
    expect(message.length).toBeLessThan(1200);
  }
});

test('only a limited number of warnings of one kind is kept for a tree', () => {
  const { diagnostics } = load(`${'@'.repeat(1 << 20)}\nconfig A\n`);
  expect(diagnostics).toHaveLength(1002);
  expect(diagnostics[1000]!.message).toBe(
    'there are more of these from here on, which are not listed',
  );
  expect(diagnostics[1001]!.code).toBe('symbol-without-type');
});
