import { describe, expect, test } from '@jest/globals';

import { DEMO, useFolder } from './folder.ts';

const MODULES = `config MODULES
	def_bool y
	modules

config T
	tristate "t"

config U
	tristate "u"

config B
	bool "b"

config N
	int
	depends on B

choice
	prompt "c"

config C1
	bool "c1"

config C2
	bool "c2"

endchoice
`;

const folder = useFolder({ Kconfig: MODULES, 'Kconfig.demo': DEMO });

const run = (target: string, ...args: string[]) => folder.run(['kconfig', target, ...args]);
const lines = (name = '.config'): readonly string[] =>
  (folder.read(name) ?? '').split('\n').filter((line) => /^(# )?CONFIG_/.test(line));

describe('targets that change the letters of tristates', () => {
  test.each([
    ['yes2modconfig', 'CONFIG_T=m', 'CONFIG_U=m'],
    ['mod2yesconfig', 'CONFIG_T=y', 'CONFIG_U=y'],
    ['mod2noconfig', 'CONFIG_T=y', '# CONFIG_U is not set'],
  ])('%s', async (target, t, u) => {
    folder.write({ '.config': 'CONFIG_T=y\nCONFIG_U=m\nCONFIG_B=y\nCONFIG_N=3\nCONFIG_C1=y\n' });
    expect((await run(target)).code).toBe(0);
    expect(lines()).toEqual([
      'CONFIG_MODULES=y',
      t,
      u,
      'CONFIG_B=y',
      'CONFIG_C1=y',
      '# CONFIG_C2 is not set',
    ]);
  });

  test('without modules nothing changes', async () => {
    folder.write({
      Kconfig: MODULES.replace('def_bool y', 'def_bool n'),
      '.config': 'CONFIG_T=y\n# CONFIG_U is not set\n',
    });
    await run('yes2modconfig');
    expect(lines()).toContain('CONFIG_T=y');
  });
});

describe('names of targets that people of make type', () => {
  test('NAME_defconfig, and NAME_config before it', async () => {
    folder.write({ 'configs/board_defconfig': 'CONFIG_T=m\n', 'configs/x.defconfig': 'CONFIG_U=m\n' });
    for (const name of ['board_defconfig', 'board_config', 'configs/board_defconfig']) {
      expect((await run(name, '--output', 'a')).code).toBe(0);
      expect(lines('a')).toContain('CONFIG_T=m');
    }
    expect((await run('x.defconfig')).code).toBe(0);
    expect(lines()).toContain('CONFIG_U=m');
    expect((await run('other_defconfig')).stderr).toMatch(/other_defconfig: there is no such file/);
    expect((await run('board_defconfig', '--defconfig', 'x.defconfig')).stderr).toBe(
      'board_defconfig names a configuration: leave --defconfig out.\n',
    );
  });

  test.each([
    ['oldnoconfig', 'olddefconfig'],
    ['silentoldconfig', 'syncconfig'],
    ['config', 'oldaskconfig'],
  ])('%s is %s', async (alias, target) => {
    const of = async (name: string) => {
      folder.write({ '.config': '# CONFIG_T is not set\n' });
      const { code, stdout } = await folder.run(['kconfig', name], { stdin: 'm\ny\n\n\n\n' });
      return { code, stdout, text: folder.read('.config') };
    };
    expect(await of(alias)).toEqual(await of(target));
  });

  test('testconfig says what it is', async () => {
    expect(await run('testconfig')).toMatchObject({
      code: 2,
      stderr:
        'testconfig: there is no such target. In Linux it tests C conf itself. To test a configuration, run olddefconfig --strict.\n',
    });
  });
});

test('oldaskconfig asks about everything, as C conf does', async () => {
  folder.write({ '.config': 'CONFIG_T=m\nCONFIG_U=y\n# CONFIG_B is not set\nCONFIG_C2=y\n' });
  const { stdout } = await folder.run(['kconfig', 'oldaskconfig'], { stdin: 'n\n\ny\n1\n' });
  expect(stdout.replaceAll(' \n', '\n')).toBe(`*
* Main menu
*
t (T) [M/n/y/?] n
u (U) [Y/n/m/?]
b (B) [N/y/?] y
c
  1. c1 (C1) (NEW)
> 2. c2 (C2)
choice[1-2?]: 1
#
# configuration written to .config
#
`);
  expect(lines()).toEqual([
    'CONFIG_MODULES=y',
    '# CONFIG_T is not set',
    'CONFIG_U=y',
    'CONFIG_B=y',
    'CONFIG_C1=y',
    '# CONFIG_C2 is not set',
  ]);
});

describe('syncconfig', () => {
  test('writes .config and what genconfig writes, and says nothing', async () => {
    folder.write({ '.config': 'CONFIG_T=m\n' });
    const { code, stdout } = await folder.run(['kconfig', 'syncconfig'], { stdin: '\n\n\n\n' });
    expect({ code, said: stdout.includes('written') }).toEqual({ code: 0, said: false });
    expect(lines()).toContain('CONFIG_T=m');
    expect(folder.read('include/config/auto.conf')).toMatch(/^CONFIG_T=m$/m);
    expect(folder.read('include/generated/autoconf.h')).toMatch(/^#define CONFIG_T_MODULE 1$/m);
  });

  test('touches the stamps of what has changed, as C conf does', async () => {
    const sync = (dialect: string) =>
      folder.run(['kconfig', 'syncconfig', '--dialect', dialect], { stdin: '\n\n\n\n' });
    folder.write({
      '.config': 'CONFIG_T=m\n',
      'include/config/auto.conf': 'CONFIG_OLD_ONE=y\nCONFIG_T=m\n',
    });
    expect((await sync('u-boot')).code).toBe(0);
    expect(folder.read('include/config/old/one.h')).toBe('');
    expect(folder.read('include/config/t.h')).toBeUndefined();
    const values = (folder.read('include/config/auto.conf') ?? '').matchAll(/^CONFIG_(\w+)=/gm);
    for (const [, name = ''] of values) {
      const stamp = `include/config/${name.toLowerCase().replaceAll('_', '/')}.h`;
      expect([stamp, folder.read(stamp)]).toEqual([stamp, name === 'T' ? undefined : '']);
    }
    folder.write({ '.config': (folder.read('.config') ?? '').replace('CONFIG_T=m', 'CONFIG_T=y') });
    expect((await sync('linux-6.1')).code).toBe(0);
    expect(folder.read('include/config/T')).toBe('');
    expect(folder.read('include/config/OLD_ONE')).toBeUndefined();
  });

  test('needs a .config, and one that is complete with KCONFIG_NOSILENTUPDATE', async () => {
    expect(await run('syncconfig')).toMatchObject({ code: 2 });
    const env = { KCONFIG_NOSILENTUPDATE: '1' };
    folder.write({ '.config': 'CONFIG_T=m\n' });
    const { code, stderr } = await folder.run(['kconfig', 'syncconfig'], { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(/is not up to date, and KCONFIG_NOSILENTUPDATE is set/);
    await run('olddefconfig');
    const before = folder.read('.config');
    expect((await folder.run(['kconfig', 'syncconfig'], { env })).code).toBe(0);
    expect(folder.read('.config')).toBe(before);
    expect(folder.read('include/config/auto.conf')).toMatch(/^CONFIG_T=m$/m);
  });
});

test('KCONFIG_NEGATIVES writes what is off, as coreboot needs it', async () => {
  folder.write({ '.config': 'CONFIG_T=m\n# CONFIG_B is not set\n' });
  await folder.run(['kconfig', 'genconfig'], { env: { KCONFIG_NEGATIVES: '1' } });
  const defines = (folder.read('include/generated/autoconf.h') ?? '').match(/^#define.*/gm);
  expect(defines).toEqual(
    expect.arrayContaining([
      '#define CONFIG_T_MODULE 1',
      '#define CONFIG_U 0',
      '#define CONFIG_B 0',
      '#define CONFIG_N 0',
    ]),
  );
  expect(lines('include/config/auto.conf')).toEqual(
    expect.arrayContaining(['# CONFIG_U is not set', '# CONFIG_B is not set', 'CONFIG_N=0']),
  );
  await folder.run(['kconfig', 'genconfig']);
  expect(folder.read('include/generated/autoconf.h')).not.toMatch(/CONFIG_[BNU] /);
});

test('KCONFIG_DEFCONFIG_LIST names what to start from without a .config', async () => {
  folder.write({ 'b.config': 'CONFIG_B=y\n' });
  const env = { KCONFIG_DEFCONFIG_LIST: ' none.config  b.config\tother.config' };
  const { stdout } = await folder.run(['kconfig', 'olddefconfig'], { env });
  expect(stdout).toMatch(/^#\n# using defaults found in b.config\n#\n/);
  expect(lines()).toContain('CONFIG_B=y');
  folder.write({ '.config': '# CONFIG_B is not set\n' });
  await folder.run(['kconfig', 'olddefconfig'], { env });
  expect(lines()).toContain('# CONFIG_B is not set');
});

describe('KCONFIG_WERROR', () => {
  const code = async (text: string, env: Readonly<Record<string, string>>): Promise<number> => {
    folder.write({ '.config': text });
    return (await folder.run(['kconfig', 'olddefconfig'], { env })).code;
  };

  test('makes warnings errors, notes not', async () => {
    expect(await code('CONFIG_B=x\n', { KCONFIG_WERROR: '' })).toBe(2);
    expect(await code('CONFIG_B=x\n', {})).toBe(0);
    expect(await code('CONFIG_B=yes\n', { KCONFIG_WERROR: '1' })).toBe(0);
    folder.write({ '.config': 'CONFIG_B=x\n' });
    const { stderr } = await folder.run(['kconfig', 'olddefconfig'], { env: { KCONFIG_WERROR: '1' } });
    expect(stderr).toMatch(/KCONFIG_WERROR is set, which makes warnings errors\.\n$/);
  });

  test('those about unknown symbols only with KCONFIG_WARN_UNKNOWN_SYMBOLS', async () => {
    const text = 'CONFIG_B=y\nCONFIG_OTHER=y\n';
    expect(await code(text, { KCONFIG_WERROR: '1' })).toBe(0);
    const both = { KCONFIG_WERROR: '1', KCONFIG_WARN_UNKNOWN_SYMBOLS: '1' };
    expect(await code(text, both)).toBe(2);
  });
});

describe('merge with the options of merge_config.sh', () => {
  const files = {
    base: 'CONFIG_T=y\nCONFIG_U=m\nCONFIG_OTHER=1\n',
    more: '# a comment\nCONFIG_T=m\nCONFIG_U=y\n# CONFIG_B is not set\n',
  };

  test('-n: what is left out is n', async () => {
    folder.write({ ...files, Kconfig: `${MODULES}\nconfig D\n\tbool "d"\n\tdefault y\n` });
    await run('merge', 'base', 'more');
    expect(lines()).toContain('CONFIG_D=y');
    await run('merge', '-n', 'base', 'more');
    expect(lines()).toContain('# CONFIG_D is not set');
    await run('merge', 'base', 'more', '--allno');
    expect(lines()).toContain('# CONFIG_D is not set');
  });

  test('-m: only the lines', async () => {
    folder.write(files);
    const { stdout } = await run('merge', '-m', 'base', 'more');
    expect(folder.read('.config')).toBe(
      'CONFIG_OTHER=1\n# a comment\nCONFIG_T=m\nCONFIG_U=y\n# CONFIG_B is not set\n',
    );
    expect(stdout).toMatch(/^more:2: T: m replaces y \(base:1\)\n/);
    expect(stdout).toMatch(/# merged configuration written to \.config\n/);
  });

  test('-m keeps comments but those that name a symbol of a later file', async () => {
    folder.write({
      base: '# CONFIG_T is for testing\n# see CONFIG_T\n\nCONFIG_T=y\n# XCONFIG_T=1\n',
      more: 'CONFIG_T=m\n# CONFIG_T=y too slow',
      cpp: '/* of U-Boot */\n#include "base"\nCONFIG_U=y\n',
    });
    await run('merge', '-m', 'base', 'more', 'cpp');
    expect(folder.read('.config')).toBe(
      '# see CONFIG_T\n\n# XCONFIG_T=1\nCONFIG_T=y\nCONFIG_U=y\n',
    );
  });

  test('-y: a y stays where a later file has m', async () => {
    folder.write(files);
    const { stdout } = await run('merge', '-y', '-m', 'base', 'more');
    expect(folder.read('.config')).toBe(
      'CONFIG_T=y\nCONFIG_OTHER=1\n# a comment\nCONFIG_U=y\n# CONFIG_B is not set\n',
    );
    expect(stdout).toMatch(/^more:2: T: m does not replace y \(base:1\), because of -y\n/);
    const { stdout: json } = await run('merge', '-y', '--format', 'json', 'base', 'more');
    expect(JSON.parse(json).overrides[0]).toMatchObject({ symbol: 'T', kept: true });
  });

  test('no other target takes them', async () => {
    expect((await run('olddefconfig', '-m')).stderr).toBe(
      '--merge-only does not go with olddefconfig: leave it out.\n',
    );
  });
});
