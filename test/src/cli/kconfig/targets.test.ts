import { describe, expect, test } from '@jest/globals';

import { CONFIG_HEADING, DEMO, useFolder } from './folder.ts';

const folder = useFolder({ 'Kconfig.demo': DEMO, x_defconfig: 'CONFIG_DEBUG=y\nCONFIG_TRACE=m\n' });

const kconfig = (...args: string[]) => folder.run(['kconfig', ...args, '--kconfig', 'Kconfig.demo']);

const DEFAULTS = `${CONFIG_HEADING}# CONFIG_MODULES is not set
# CONFIG_DEBUG is not set

#
# Heap
#
CONFIG_HEAP_SIZE=0x1000
CONFIG_ALIGN=8
CONFIG_NAME="a "heap""
# CONFIG_FIRST is not set
CONFIG_BEST=y
# CONFIG_CHECKS is not set
`;
const WRITTEN = '#\n# configuration written to .config\n#\n';

describe('targets that write .config', () => {
  test('defconfig takes the file and says what it could not take', async () => {
    const { code, stdout, stderr } = await kconfig('defconfig', '--defconfig', 'x_defconfig');
    expect({ code, stdout }).toEqual({ code: 0, stdout: WRITTEN });
    expect(stderr).toBe(
      'x_defconfig:2:1: note: TRACE: m was not taken, it is y: m needs MODULES, which is n [value-not-taken]\n',
    );
    expect(folder.read('.config')).toMatch(/^CONFIG_DEBUG=y$/m);
    expect(folder.read('.config')).toMatch(/^CONFIG_TRACE=y$/m);
  });

  test('defconfig without an option takes the defconfig of the architecture', async () => {
    folder.write({ 'arch/sandbox/defconfig': 'CONFIG_ALIGN=64\n' });
    const args = ['kconfig', 'defconfig', '--kconfig', 'Kconfig.demo'];
    expect((await folder.run(args, { env: { ARCH: 'sandbox' } })).code).toBe(0);
    expect(folder.read('.config')).toMatch(/^CONFIG_ALIGN=64$/m);
    expect((await folder.run(args)).stderr).toBe(
      '--defconfig is missing, and there is no arch/defconfig: name a configuration.\n',
    );
  });

  test('defconfig finds a name in configs/ of the tree', async () => {
    folder.write({ 'configs/board_defconfig': 'CONFIG_ALIGN=32\n' });
    expect((await kconfig('defconfig', '--defconfig', 'board_defconfig')).code).toBe(0);
    expect(folder.read('.config')).toMatch(/^CONFIG_ALIGN=32$/m);
    expect((await kconfig('defconfig', '--defconfig', 'bord_defconfig')).stderr).toMatch(
      /bord_defconfig: there is no such file\. Did you mean board_defconfig\?/,
    );
  });

  test('olddefconfig keeps what .config has and fills in the rest', async () => {
    folder.write({ '.config': 'CONFIG_ALIGN=16\n' });
    expect((await kconfig('olddefconfig')).stdout).toBe(WRITTEN);
    expect(folder.read('.config')).toBe(DEFAULTS.replace('ALIGN=8', 'ALIGN=16'));
    expect(folder.read('.config.old')).toBe('CONFIG_ALIGN=16\n');
  });

  test('olddefconfig without .config writes the defaults', async () => {
    expect((await kconfig('olddefconfig')).code).toBe(0);
    expect(folder.read('.config')).toBe(DEFAULTS);
    expect(folder.read('.config.old')).toBeUndefined();
  });

  test('olddefconfig without .config takes the first of the defconfig_list that exists', async () => {
    folder.write({
      'Kconfig.list': `config LIST\n\tstring\n\toption defconfig_list\n\tdefault "none.config"\n\tdefault "base.config"\n\nconfig A\n\tbool "A"\n`,
      'base.config': 'CONFIG_A=y\n',
    });
    await folder.run(['kconfig', 'olddefconfig', '--kconfig', 'Kconfig.list']);
    expect(folder.read('.config')).toMatch(/^CONFIG_A=y$/m);
  });

  test.each([
    ['alldefconfig', '# CONFIG_DEBUG is not set', 'CONFIG_BEST=y'],
    ['allnoconfig', '# CONFIG_DEBUG is not set', 'CONFIG_BEST=y'],
    ['allyesconfig', 'CONFIG_TRACE=y', 'CONFIG_CHECKS=y'],
    ['allmodconfig', 'CONFIG_TRACE=m', 'CONFIG_CHECKS=y'],
  ])('%s', async (target, ...lines) => {
    folder.write({ '.config': 'CONFIG_ALIGN=16\n' });
    expect((await kconfig(target)).code).toBe(0);
    const text = folder.read('.config')?.split('\n');
    expect(text).toEqual(expect.arrayContaining([...lines, 'CONFIG_ALIGN=8']));
  });

  test('--config and --output name other files, and only .config is kept as old', async () => {
    folder.write({ 'in.config': 'CONFIG_ALIGN=16\n', 'sub/out.config': '# before\n' });
    const { stdout } = await kconfig(
      'olddefconfig',
      '--config',
      'in.config',
      '--output',
      'sub/out.config',
    );
    expect(stdout).toBe('#\n# configuration written to sub/out.config\n#\n');
    expect(folder.read('in.config')).toBe('CONFIG_ALIGN=16\n');
    expect(folder.read('sub/out.config')).toMatch(/^CONFIG_ALIGN=16$/m);
    expect(folder.read('sub/out.config.old')).toBe('# before\n');
    await kconfig('olddefconfig', '--output', 'sub');
    expect(folder.read('sub/.config')).toBe(DEFAULTS);
  });
});

test('savedefconfig writes the smallest file', async () => {
  folder.write({ '.config': `${DEFAULTS}CONFIG_DEBUG=y\n`.replace('ALIGN=8', 'ALIGN=4') });
  expect((await kconfig('savedefconfig')).stdout).toMatch(/written to defconfig\n/);
  expect(folder.read('defconfig')).toBe('CONFIG_DEBUG=y\nCONFIG_ALIGN=4\n');
  await kconfig('savedefconfig', '--output', 'b_defconfig');
  expect(folder.read('b_defconfig')).toBe(folder.read('defconfig'));
  expect(folder.read('b_defconfig.old')).toBeUndefined();
});

describe('genconfig', () => {
  const NAMED = 'CONFIG_MODULES=y\nCONFIG_DEBUG=y\nCONFIG_TRACE=m\nCONFIG_HEAP_SIZE=200\n';

  // The bytes are those of C conf --syncconfig for the same files.
  test('writes what C conf does', async () => {
    folder.write({ '.config': NAMED });
    const { code, stdout } = await kconfig('genconfig');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        '#\n# header written to include/generated/autoconf.h\n#\n' +
        '#\n# make variables written to include/config/auto.conf\n#\n',
    });
    expect(folder.read('include/generated/autoconf.h')).toBe(AUTOCONF_H);
    expect(folder.read('include/config/auto.conf')).toBe(AUTO_CONF);
    expect(folder.read('.config')).toBe(NAMED);
  });

  test('writes below --output, under the names that the environment gives', async () => {
    folder.write({ '.config': NAMED });
    const env = { KCONFIG_AUTOHEADER: 'config.h', KCONFIG_AUTOCONFIG: 'make/auto.mk' };
    await folder.run(['kconfig', 'genconfig', '--kconfig', 'Kconfig.demo', '--output', 'gen'], {
      env,
    });
    expect(folder.read('gen/config.h')).toBe(AUTOCONF_H);
    expect(folder.read('gen/make/auto.mk')).toBe(AUTO_CONF);
  });

  test('needs a .config', async () => {
    expect(await kconfig('genconfig')).toEqual({
      code: 2,
      stdout: '',
      stderr: '.config: there is no such file. Make one with another target first.\n',
    });
  });
});

const AUTOCONF_H = `/*
 *
 * Automatically generated file; DO NOT EDIT.
 * Demo
 *
 */
#define CONFIG_HEAP_SIZE 0x200
#define CONFIG_MODULES 1
#define CONFIG_NAME "a "heap""
#define CONFIG_BEST 1
#define CONFIG_ALIGN 8
#define CONFIG_TRACE_MODULE 1
#define CONFIG_DEBUG 1
`;
const AUTO_CONF = `#
# Automatically generated file; DO NOT EDIT.
# Demo
#
CONFIG_HEAP_SIZE=200
CONFIG_MODULES=y
CONFIG_NAME="a "heap""
CONFIG_BEST=y
CONFIG_ALIGN=8
CONFIG_TRACE=m
CONFIG_DEBUG=y
`;

describe('what is new', () => {
  test('listnewconfig lists symbols without a value, text escaped', async () => {
    folder.write({
      '.config': '# CONFIG_MODULES is not set\nCONFIG_DEBUG=y\nCONFIG_BEST=y\nCONFIG_ALIGN=x\n',
    });
    expect(await kconfig('listnewconfig')).toEqual({
      code: 0,
      stdout: [
        'CONFIG_TRACE=n',
        'CONFIG_HEAP_SIZE=0x1000',
        'CONFIG_ALIGN=8',
        String.raw`CONFIG_NAME="a \"heap\""`,
        'CONFIG_FIRST=n',
        'CONFIG_CHECKS=n',
        '',
      ].join('\n'),
      stderr: ".config:4:1: warning: ALIGN: 'x' is not an integer: write one such as 16 [wrong-type]\n",
    });
  });

  test('helpnewconfig shows their help', async () => {
    folder.write({ '.config': DEFAULTS.replace('# CONFIG_DEBUG is not set\n', '') });
    expect((await kconfig('helpnewconfig')).stdout).toBe(`-----

CONFIG_DEBUG:

Says more.

Much more.

Symbol: DEBUG [=n]
Type  : bool
Prompt: Debugging
  Defined at Kconfig.demo:7



-----
`);
  });

  test('json has both', async () => {
    folder.write({ '.config': DEFAULTS.replace('# CONFIG_CHECKS is not set\n', '') });
    const { symbols } = JSON.parse((await kconfig('listnewconfig', '--format', 'json')).stdout);
    expect(symbols).toEqual([
      expect.objectContaining({ name: 'CHECKS', type: 'bool', value: 'n' }),
    ]);
    expect(symbols[0].help).toMatch(/Selects: CANARY \[=n\]/);
  });
});

describe('randconfig', () => {
  test('gives the same for the same seed, and shows the seed', async () => {
    const first = await kconfig('randconfig', '--seed', '7');
    const text = folder.read('.config');
    expect(first.stderr).toBe('KCONFIG_SEED=0x7\n');
    const again = await folder.run(['kconfig', 'randconfig', '--kconfig', 'Kconfig.demo'], {
      env: { KCONFIG_SEED: '0x7' },
    });
    expect(again.stderr).toBe('KCONFIG_SEED=0x7\n');
    expect(folder.read('.config')).toBe(text);
  });

  test('gives different ones for different seeds, each of which olddefconfig keeps', async () => {
    const texts = new Set<string | undefined>();
    for (let seed = 0; seed < 12; seed++) {
      await kconfig('randconfig', '--seed', String(seed));
      const text = folder.read('.config');
      texts.add(text);
      await kconfig('olddefconfig');
      expect(folder.read('.config')).toBe(text);
    }
    expect(texts.size).toBeGreaterThan(8);
  });

  test('chooses a seed that gives the result again', async () => {
    const { stderr } = await kconfig('randconfig');
    const [, seed = ''] = /^KCONFIG_SEED=(0x[\dA-F]+)\n/.exec(stderr) ?? [];
    const text = folder.read('.config');
    await kconfig('randconfig', '--seed', seed);
    expect(folder.read('.config')).toBe(text);
  });

  test.each([
    ['0', /DEBUG is not set/],
    ['100', /DEBUG=y/],
    ['100:0:100', /TRACE=m/],
    ['60:40', /DEBUG=y/],
  ])('KCONFIG_PROBABILITY=%s', async (probability, line) => {
    await folder.run(['kconfig', 'randconfig', '--kconfig', 'Kconfig.demo', '--seed', '1'], {
      env: { KCONFIG_PROBABILITY: probability },
    });
    expect(folder.read('.config')).toMatch(line);
  });

  test.each(['x', '101', '60:50', '50:60:50', '1:2:3:4', '-1', '50:'])(
    'KCONFIG_PROBABILITY=%s is refused',
    async (probability) => {
      const { code, stderr } = await folder.run(
        ['kconfig', 'randconfig', '--kconfig', 'Kconfig.demo'],
        { env: { KCONFIG_PROBABILITY: probability } },
      );
      expect(code).toBe(2);
      expect(stderr).toMatch(`KCONFIG_PROBABILITY=${probability}: give one to three whole numbers`);
    },
  );
});

describe('merge', () => {
  test('joins files in order and reports what came out', async () => {
    folder.write({
      'a.config': 'CONFIG_DEBUG=y\nCONFIG_ALIGN=16\nCONFIG_TRACE=y\n',
      'b.config': '# CONFIG_DEBUG is not set\nCONFIG_ALIGN=16\nCONFIG_NOSUCH=y\n',
    });
    const { code, stdout, stderr } = await kconfig('merge', 'a.config', 'b.config');
    expect(code).toBe(0);
    expect(stdout).toBe(`b.config:1: DEBUG: n replaces y (a.config:1)
b.config:2: ALIGN: 16 is redundant, a.config:2 says the same
4 values asked for; these differ in the result:
symbol  asked for  result   line
TRACE   y          n        a.config:3
NOSUCH  y          unknown  b.config:3
${WRITTEN}`);
    expect(stderr).toMatch(/^a\.config:3:1: note: TRACE: y was not taken.*DEBUG \[=n\]/m);
    expect(stderr).toMatch(/^b\.config:3:1: warning: NOSUCH: the tree has no such symbol/m);
    expect(stderr).not.toMatch(/reassigned/);
    expect(folder.read('.config')).toBe(DEFAULTS.replace('ALIGN=8', 'ALIGN=16'));
  });

  test('refuses --allno where nothing is worked out', async () => {
    folder.write({ 'a.config': 'CONFIG_DEBUG=y\n' });
    expect(await kconfig('merge', '-n', '-m', 'a.config')).toMatchObject({
      code: 2,
      stderr: '--merge-only works out no values, so --allno does not go with it: leave one out.\n',
    });
  });

  test('says that all came out, in JSON too', async () => {
    folder.write({ 'a.config': 'CONFIG_DEBUG=y\n', 'b.config': 'CONFIG_HEAP_SIZE=0x200\n' });
    expect((await kconfig('merge', 'a.config', 'b.config')).stdout).toBe(
      `2 values asked for; all are in the result.\n${WRITTEN}`,
    );
    const { stdout } = await kconfig('merge', 'a.config', 'b.config', '--format', 'json');
    expect(JSON.parse(stdout)).toEqual({
      target: 'merge',
      diagnostics: [],
      written: ['.config'],
      overrides: [],
      results: [
        { symbol: 'DEBUG', asked: 'y', value: 'y', taken: true, file: 'a.config', line: 1, column: 1 },
        {
          symbol: 'HEAP_SIZE',
          asked: '0x200',
          value: '0x200',
          taken: true,
          file: 'b.config',
          line: 1,
          column: 1,
        },
      ],
    });
  });
});
