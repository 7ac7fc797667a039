import { beforeEach, describe, expect, test } from '@jest/globals';

import { DEMO, useFolder } from './folder.ts';

const folder = useFolder({ 'tree/Kconfig': DEMO, 'tree/sub/other_defconfig': 'CONFIG_ALIGN=2\n' });

const kconfig = (target: string, env: Record<string, string>, ...args: string[]) =>
  folder.run(['kconfig', target, ...args], { env: { srctree: 'tree', ...env } });

test('srctree says where the tree is, and where files are that are not here', async () => {
  const { code } = await kconfig('defconfig', {}, '--defconfig', 'sub/other_defconfig');
  expect(code).toBe(0);
  expect(folder.read('.config')).toMatch(/^CONFIG_ALIGN=2$/m);
  folder.write({ 'sub/other_defconfig': 'CONFIG_ALIGN=4\n' });
  await kconfig('defconfig', {}, '--defconfig', 'sub/other_defconfig', '--kconfig', 'Kconfig');
  expect(folder.read('.config')).toMatch(/^CONFIG_ALIGN=4$/m);
});

describe('the root file is called as C conf calls it', () => {
  const FILE = 'config FILE\n\tstring\n\tdefault "$(filename)"\nsource "more/Kconfig"\n';
  const MORE = 'config MORE\n\tbool "more"\n\tdepends on FILE = ""\n';
  beforeEach(() => folder.write({ 'tree/Kconfig': FILE, 'tree/more/Kconfig': MORE, Kconfig: FILE, 'more/Kconfig': MORE }));

  test.each([
    ['Kconfig', { srctree: 'tree' }, []],
    ['Kconfig', { srctree: '' }, ['--kconfig', 'Kconfig']],
    ['./Kconfig', { srctree: '' }, ['--kconfig', './Kconfig']],
    ['tree/Kconfig', { srctree: '' }, ['--kconfig', 'tree/Kconfig']],
    ['more/../Kconfig', { srctree: 'tree' }, ['--kconfig', 'more/../Kconfig']],
  ])('%s with %j %j', async (name, env, args) => {
    await kconfig('alldefconfig', env, ...args);
    expect(folder.read('.config')).toMatch(`CONFIG_FILE="${name}"\n`);
    const why = await folder.run(['why', 'MORE', ...args, '--config', '.config'], { env });
    expect(why.stdout).toMatch(/defined at more\/Kconfig:1\n/);
    const file = await folder.run(['why', 'FILE', ...args, '--config', '.config'], { env });
    expect(file.stdout).toMatch(`defined at ${name}:1\n`);
  });

  test('a file below the current folder comes before one below the tree', async () => {
    folder.write({ 'more/Kconfig': 'config MORE\n\tstring\n\tdefault "here"\n' });
    await kconfig('alldefconfig', { srctree: 'tree' });
    expect(folder.read('.config')).toMatch(/^CONFIG_MORE="here"$/m);
  });
});

test('KCONFIG_CONFIG names the .config to read and to write', async () => {
  folder.write({ 'my.config': 'CONFIG_ALIGN=16\n' });
  const { stdout } = await kconfig('olddefconfig', { KCONFIG_CONFIG: 'my.config' });
  expect(stdout).toMatch(/written to my\.config/);
  expect(folder.read('my.config')).toMatch(/^CONFIG_ALIGN=16$/m);
  expect(folder.read('my.config.old')).toBe('CONFIG_ALIGN=16\n');
  expect(folder.read('.config')).toBeUndefined();
});

test('CONFIG_ takes the place of the prefix', async () => {
  folder.write({ '.config': 'X_ALIGN=16\n' });
  await kconfig('olddefconfig', { CONFIG_: 'X_' });
  expect(folder.read('.config')).toMatch(/^X_ALIGN=16$/m);
  await kconfig('genconfig', { CONFIG_: 'X_' });
  expect(folder.read('include/generated/autoconf.h')).toMatch(/^#define X_ALIGN 16$/m);
});

test('KCONFIG_OVERWRITECONFIG writes into the file itself', async () => {
  folder.write({ '.config': 'CONFIG_ALIGN=16\n' });
  await kconfig('olddefconfig', { KCONFIG_OVERWRITECONFIG: '1' });
  expect(folder.read('.config')).toMatch(/^CONFIG_ALIGN=16$/m);
  expect(folder.read('.config.old')).toBeUndefined();
});

describe('KCONFIG_ALLCONFIG', () => {
  test.each(['allnoconfig', 'allyesconfig', 'allmodconfig', 'alldefconfig', 'randconfig'])(
    'names a file whose values stand in %s',
    async (target) => {
      folder.write({ 'fixed.config': 'CONFIG_ALIGN=16\nCONFIG_FIRST=y\nCONFIG_DEBUG=y\n' });
      await kconfig(target, { KCONFIG_ALLCONFIG: 'fixed.config' });
      expect(folder.read('.config')).toMatch(/^CONFIG_ALIGN=16$/m);
      expect(folder.read('.config')).toMatch(/^CONFIG_FIRST=y$/m);
      expect(folder.read('.config')).toMatch(/^CONFIG_DEBUG=y$/m);
    },
  );

  test.each([
    ['allnoconfig', 'allno.config'],
    ['allyesconfig', 'allyes.config'],
    ['allmodconfig', 'allmod.config'],
    ['alldefconfig', 'alldef.config'],
    ['randconfig', 'allrandom.config'],
  ])('1 means for %s %s, before all.config', async (target, name) => {
    folder.write({ 'all.config': 'CONFIG_ALIGN=16\n' });
    await kconfig(target, { KCONFIG_ALLCONFIG: '1' });
    expect(folder.read('.config')).toMatch(/^CONFIG_ALIGN=16$/m);
    folder.write({ [name]: 'CONFIG_ALIGN=32\n' });
    await kconfig(target, { KCONFIG_ALLCONFIG: '' });
    expect(folder.read('.config')).toMatch(/^CONFIG_ALIGN=32$/m);
  });

  test('means nothing in OpenWrt, where .config counts in its place', async () => {
    folder.write({ 'fixed.config': 'CONFIG_ALIGN=16\n', '.config': 'CONFIG_ALIGN=32\n' });
    await kconfig('allnoconfig', { KCONFIG_ALLCONFIG: 'fixed.config' }, '--dialect', 'openwrt');
    expect(folder.read('.config')).toMatch(/^CONFIG_ALIGN=32$/m);
  });

  test('must name a file that exists', async () => {
    const named = await kconfig('allnoconfig', { KCONFIG_ALLCONFIG: 'none.config' });
    expect(named.code).toBe(2);
    expect(named.stderr).toMatch(/^KCONFIG_ALLCONFIG is set, but there is no none\.config:/);
    const own = await kconfig('allnoconfig', { KCONFIG_ALLCONFIG: '1' });
    expect(own.stderr).toMatch(/there is no allno\.config or all\.config:/);
    expect(folder.read('.config')).toBeUndefined();
  });
});

describe('--define', () => {
  const tree = 'config NAME\n\tstring\n\tdefault "$(BOARD)-$(ARCH)-$(shell,echo $ARCH)"\n';
  const run = (...args: string[]) => folder.run(['kconfig', 'alldefconfig', ...args], { env: { ARCH: 'arm' } });

  test('gives the tree variables, before those of the environment', async () => {
    folder.write({ Kconfig: tree.replace('-$(shell,echo $ARCH)', '') });
    await run('--define', 'BOARD=a=b');
    expect(folder.read('.config')).toMatch(/^CONFIG_NAME="a=b-arm"$/m);
    await run('--define', 'BOARD=', '--define', 'ARCH=x86');
    expect(folder.read('.config')).toMatch(/^CONFIG_NAME="-x86"$/m);
  });

  test('and what it runs', async () => {
    folder.write({ Kconfig: tree });
    await run('--define', 'ARCH=mips', '--allow-shell');
    expect(folder.read('.config')).toMatch(/^CONFIG_NAME="-mips-mips"$/m);
  });

  test('srctree can be among them', async () => {
    const { code } = await run('--define', 'srctree=tree', '--kconfig', 'Kconfig');
    expect(code).toBe(0);
    expect(folder.read('.config')).toMatch(/^CONFIG_ALIGN=8$/m);
  });

  test('functions can be given', async () => {
    folder.write({ Kconfig: 'config A\n\tdef_bool $(has_part,a b)\n' });
    const { code } = await run('--function', 'has_part=y');
    expect(code).toBe(0);
    expect(folder.read('.config')).toMatch(/^CONFIG_A=y$/m);
    expect(await run('--function', 'has part=y')).toMatchObject({
      code: 2,
      stderr: '--function has part=y: write NAME=VALUE, where NAME has letters, digits, _ and -.\n',
    });
  });

  test.each([
    [['shell=x'], '--function shell=…: every Kconfig tree has shell itself: leave it out, or let commands run with --allow-shell.'],
    [['lineno=x'], '--function lineno=…: every Kconfig tree has lineno itself: leave it out.'],
    [['has_part=y', 'has_part=n'], '--function has_part=…: it is given twice: leave one out.'],
  ])('%j is refused', async (functions, problem) => {
    const options = functions.flatMap((each) => ['--function', each]);
    expect(await run(...options)).toMatchObject({ code: 2, stderr: `${problem}\n` });
  });

  test('a function that the tree does not call is noted', async () => {
    folder.write({ Kconfig: 'config A\n\tbool "a"\n' });
    const { stderr } = await run('--function', 'has_part=y');
    expect(stderr).toContain("note: the function 'has_part' is given, and the tree does not call it: check its name");
  });

  test.each(['BOARD', '=1', 'A B=y', '1A=y'])('%s is refused', async (definition) => {
    expect(await run('--define', definition)).toMatchObject({
      code: 2,
      stderr: `--define ${definition}: write NAME=VALUE, where NAME has letters, digits and _ and begins with no digit.\n`,
    });
  });
});
