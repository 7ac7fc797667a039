import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../../../src/package-root.ts';
import { useFolder } from '../kconfig/folder.ts';

const SIMPLE = 'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\n';

const COMMANDS = [
  [['--defconfig', 'alloc/a_defconfig', '--phase', 'spl'], 'spl'],
  [['matrix', '--configs', 'alloc', '--phase', 'spl', '--jobs', '1'], 'a  '],
  [['diff', 'alloc/a_defconfig:spl', 'spl_simple_defconfig:spl'], 'static data'],
  [['price', '--defconfig', 'alloc/a_defconfig', '--phase', 'spl', '64BIT'], '64BIT'],
  [['sandbox', '--configs', 'alloc', '--defconfig', 'a_defconfig', '-c', 'help'], 'help'],
] as const;

const folder = useFolder({ 'alloc/a_defconfig': SIMPLE });

const NOTE = "Note: Kconfig is that of another program; mallocgen's own is read.\n";

test.each(COMMANDS)(
  'beside the tree of another program, %j reads ours, and says so',
  async (args, expected) => {
    folder.write({ Kconfig: 'config FOO\n\tbool "foo"\n' });
    const { code, stdout, stderr } = await folder.run(args);
    expect([code, stderr]).toEqual([0, expect.stringContaining(NOTE)]);
    expect(stdout).toContain(expected);
  },
);

test('what is wrong with a tree is said, with the option that names ours', async () => {
  folder.write({ Kconfig: 'source "Kconfig.zephyr"\n' });
  const args = ['--defconfig', 'alloc/a_defconfig', '--phase', 'spl'];
  const { code, stderr } = await folder.run(args);
  expect([code, stderr]).toEqual([2, expect.stringContaining('Kconfig.zephyr')]);
  const [, option = ''] = /that of another program, add (--kconfig \S+)\.\n/.exec(stderr) ?? [];
  expect((await folder.run([...args, ...option.split(' ')])).code).toBe(0);
});

const UNREADABLE = {
  'wants to run a command': 'config FOO\n\tdef_bool $(shell,true)\n',
  'has an error': 'config FOO\n\tbool\n\tdepends on\n',
  'wants a variable': 'config FOO\n\tbool\nsource "arch/$(ARCH)/Kconfig"\n',
  'lacks a file of a part': 'config FOO\n\tbool\nsource "part/Kconfig"\n',
};

test.each(Object.entries(UNREADABLE))(
  'beside the tree of another program that %s, ours is read',
  async (_, kconfig) => {
    folder.write({ Kconfig: kconfig, 'part/Kconfig': 'source "lost"\n' });
    const { code, stderr } = await folder.run([
      '--defconfig',
      'alloc/a_defconfig',
      '--phase',
      'spl',
    ]);
    expect([code, stderr]).toEqual([0, expect.stringContaining(NOTE)]);
  },
);

test.each([
  ['the first file sources a file that is missing', 'config FOO\n\tbool\nsource "lost"\n'],
  ['a part names the symbols', 'config FOO\n\tdef_bool $(shell,true)\nsource "part/Kconfig"\n'],
])('a tree with an error is read where %s', async (_, kconfig) => {
  folder.write({ Kconfig: kconfig, 'part/Kconfig': 'config BAR\n\tdef_bool SYS_MALLOC_F\n' });
  const { code, stderr } = await folder.run(['--defconfig', 'alloc/a_defconfig']);
  expect([code, stderr]).toEqual([2, expect.not.stringContaining(NOTE)]);
});

test("a tree with U-Boot's symbols is read", async () => {
  folder.write({ Kconfig: 'config SYS_MALLOC_LEN\n\thex\n\tdefault 0x100000\n' });
  const { code, stderr } = await folder.run(['--defconfig', 'alloc/a_defconfig']);
  expect(code).toBe(0);
  expect(stderr).not.toContain('Note:');
});

test("an error in a tree with U-Boot's symbols has no such note", async () => {
  folder.write({ Kconfig: 'config SYS_MALLOC_F\n\tbool\nif FOO\n' });
  const { code, stderr } = await folder.run(['--defconfig', 'alloc/a_defconfig']);
  expect(code).toBe(2);
  expect(stderr).not.toContain('another program');
});

test.each([...COMMANDS.map(([args]) => ({ args })), { args: ['types', 'alloc/a_defconfig'] }])(
  "a tree with U-Boot's symbols is read once by $args",
  async ({ args }) => {
    const kconfig = readFileSync(join(PACKAGE_ROOT, 'Kconfig'), 'utf8');
    const ours = kconfig.replaceAll('source "', `source "${PACKAGE_ROOT}/`);
    folder.write({ Kconfig: `${ours}\n_ := $(shell,echo read >>${folder.path}/reads)\n` });
    const { code, stderr } = await folder.run([...args, '--allow-shell']);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('another program')]);
    expect(folder.read('reads')).toBe('read\n');
  },
);
