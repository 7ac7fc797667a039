import { describe, expect, test } from '@jest/globals';

import { DEMO, useFolder } from './folder.ts';

const FOREIGN = 'CONFIG_ARM=y\nCONFIG_ALIGN=16\n# CONFIG_SPL is not set\nCONFIG_TEXT_BASE=0x1000\n';

const folder = useFolder({ 'Kconfig.demo': DEMO, '.config': FOREIGN, x_defconfig: '' });

const run = (...args: string[]) => folder.run([...args, '--kconfig', 'Kconfig.demo']);

const SENTENCE =
  '3 of the 4 symbols in .config are not in the tree ./Kconfig.demo, and would be lost. Name the tree of .config with --kconfig, or add --force.\n';

describe('a .config of another tree', () => {
  test.each([
    ['olddefconfig'],
    ['oldconfig'],
    ['savedefconfig'],
    ['listnewconfig'],
    ['helpnewconfig'],
    ['genconfig'],
  ])('is refused by %s', async (target) => {
    expect(await run('kconfig', target)).toEqual({ code: 2, stdout: '', stderr: SENTENCE });
    expect(folder.read('.config')).toBe(FOREIGN);
    expect(folder.read('defconfig')).toBeUndefined();
    expect(folder.read('include/config/auto.conf')).toBeUndefined();
  });

  test.each([
    ['defconfig', '--defconfig', 'x_defconfig'],
    ['alldefconfig'],
    ['allyesconfig'],
    ['randconfig', '--seed', '1', '--quiet'],
    ['merge', 'x_defconfig'],
  ])('is not replaced by %s', async (...args) => {
    const { code, stderr } = await run('kconfig', ...args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: SENTENCE });
    expect(folder.read('.config')).toBe(FOREIGN);
    expect((await run('kconfig', ...args, '--output', 'other')).code).toBe(0);
  });

  test.each([
    ['another prefix', 'BR2_ARM=y\nBR2_ALIGN=16\n', '2 of the 2 lines in .config set nothing'],
    ['another form', '{ "ALIGN": 16 }', 'the one line in .config sets nothing'],
    ['some of both', 'CONFIG_ALIGN=16\nARM=y\nTEXT=""\n', '2 of the 3 lines in .config set nothing'],
  ])('is refused where its lines have %s', async (_, text, sentence) => {
    folder.write({ '.config': text });
    const { code, stderr } = await run('kconfig', 'olddefconfig');
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(sentence) });
    expect(folder.read('.config')).toBe(text);
    expect((await run('kconfig', 'olddefconfig', '--force')).code).toBe(0);
  });

  test('is used and replaced with --force', async () => {
    expect((await run('kconfig', 'olddefconfig', '--force')).code).toBe(0);
    expect(folder.read('.config')).toMatch(/^CONFIG_ALIGN=16$/m);
    expect(folder.read('.config.old')).toBe(FOREIGN);
    folder.write({ '.config': FOREIGN });
    expect((await run('kconfig', 'alldefconfig', '--force')).code).toBe(0);
  });

  test('is taken where --defconfig names a file of the user, as C conf takes it', async () => {
    folder.write({ other_defconfig: FOREIGN.repeat(2), '.config': 'CONFIG_ALIGN=16\n' });
    const { code, stderr } = await run('kconfig', 'defconfig', '--defconfig', 'other_defconfig');
    expect(code).toBe(0);
    expect(stderr).toContain('[unknown-symbol]');
    expect(folder.read('.config')).toMatch(/^CONFIG_ALIGN=16$/m);
  });

  test('is refused where it is ours, and the tree has a name alone', async () => {
    folder.write({ '.config': 'CONFIG_ALIGN=16\n' });
    const { code, stderr } = await run('kconfig', 'small_defconfig');
    expect(code).toBe(2);
    expect(stderr).toMatch(/the one symbol in \S*configs\/small_defconfig is not in the tree \.\/Kconfig\.demo/);
    expect(folder.read('.config')).toBe('CONFIG_ALIGN=16\n');
  });

  test('is reported by why, which looks at it all the same', async () => {
    const { code, stdout, stderr } = await run('why', 'ALIGN');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^in \.config\n[^]*written at \.config:2/);
    expect(stderr).toMatch(/^Note: 3 of the 4 symbols in \.config are not in the tree /);
  });

  test('is not replaced by why --apply', async () => {
    const { code, stderr } = await run('why', 'ALIGN=32', '--apply', '.config');
    expect(code).toBe(2);
    expect(stderr).toMatch(/and would be lost\. Name its tree with --kconfig\.\n$/);
    expect(folder.read('.config')).toBe(FOREIGN);
    expect((await run('why', 'ALIGN=32', '--apply', 'more.config')).code).toBe(0);
  });

  test('is reported in JSON', async () => {
    const { code, stdout } = await run('kconfig', 'olddefconfig', '--format', 'json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      target: 'olddefconfig',
      written: [],
      diagnostics: [expect.objectContaining({ code: 'foreign-config', severity: 'error' })],
    });
  });
});

test.each([
  ['half of the symbols', 'CONFIG_ALIGN=16\nCONFIG_SPL=y\n'],
  ['one symbol many times', 'CONFIG_SPL=y\nCONFIG_SPL=y\nCONFIG_SPL=y\nCONFIG_ALIGN=16\n'],
  ['no symbol', '# a comment\n'],
  ['a file that is empty', ''],
  ['a line that is none', 'CONFIG_ALIGN=16\nARM=y\n'],
])('a .config of which the tree lacks %s is taken', async (_, text) => {
  folder.write({ '.config': text });
  expect((await run('kconfig', 'olddefconfig')).code).toBe(0);
});

test('the default tree is that of the folder', async () => {
  folder.write({ Kconfig: 'mainmenu "Board"\n\nconfig ARM\n\tbool "ARM"\n', '.config': 'CONFIG_ARM=y\n' });
  const { code } = await folder.run(['kconfig', 'olddefconfig']);
  expect(code).toBe(0);
  expect(folder.read('.config')).toMatch(/^# Board\n#\nCONFIG_ARM=y\n$/m);
  expect((await folder.run(['why', 'ARM'])).stdout).toMatch(/defined at Kconfig:3/);
  expect((await folder.run(['why', 'SYS_MALLOC_F'])).stderr).toMatch(/the tree has no such symbol/);
});
