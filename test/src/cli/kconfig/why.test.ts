import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../../../src/package-root.ts';
import { useFolder } from './folder.ts';

const KCONFIG = `config SPL
	bool "SPL"

config HEAP
	bool "Heap"
	default y

config SPL_HEAP
	bool "Heap in SPL"
	depends on SPL && !TINY

config TINY
	bool "Tiny"

config BUFFER
	hex "Buffer"
	default 0x10 if HEAP
	range 0x20 0x80

config DRIVER
	tristate "Driver"
	select HELPER if HEAP
	imply EXTRA

config OTHER
	bool
	select HELPER if TINY || SPL

config HELPER
	bool

config EXTRA
	bool "Extra"

config SPL_LONE
	bool "Lone"

choice
	prompt "Fit"

config FIRST
	bool "First"

config BEST
	bool "Best"

endchoice
`;

const folder = useFolder({ 'Kconfig.why': KCONFIG });

const why = (lines: string, ...args: string[]) => {
  folder.write({ x_defconfig: lines });
  return folder.run(['why', ...args, '--kconfig', 'Kconfig.why', '--defconfig', 'x_defconfig']);
};

test('shows the phases side by side, then what holds each back to the leaves', async () => {
  const { code, stdout, stderr } = await why('CONFIG_SPL_HEAP=y\nCONFIG_TINY=y\n', 'HEAP');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(`in x_defconfig

phase   symbol    value  comes from
u-boot  HEAP      y      default at Kconfig.why:6
spl     SPL_HEAP  n      nothing sets it

HEAP is y
  type: bool, defined at Kconfig.why:4
  comes from: default at Kconfig.why:6
  to make it n, add:
    # CONFIG_HEAP is not set

SPL_HEAP is n
  type: bool, defined at Kconfig.why:8
  comes from: nothing sets it
  asked for: y at x_defconfig:1
  not given: it needs SPL [=n] (Kconfig.why:10), !TINY [=y] (Kconfig.why:10), which do not hold
  to be set it needs:
    SPL [=n] at Kconfig.why:10
      SPL is n: nothing sets it; CONFIG_SPL can be set
    !TINY [=y] at Kconfig.why:10
      TINY is y: written at x_defconfig:2; CONFIG_TINY can be set
  to make it y, add:
    CONFIG_SPL=y
    # CONFIG_TINY is not set
`);
});

describe('SYMBOL=VALUE', () => {
  test('is planned for that symbol alone, with what else changes', async () => {
    const { code, stdout } = await why('', 'HELPER=y');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /\n {2}to make it y, add:\n {4}CONFIG_DRIVER=y\n {2}that also changes: EXTRA n → y\n$/,
    );
    const spl = await why('', 'CONFIG_SPL_HEAP=y');
    expect(spl.stdout).not.toMatch(/u-boot/);
    expect((await why('', 'BUFFER=0x40')).stdout).toMatch(/to make it 0x40, add:\n {4}CONFIG_BUFFER=0x40\n$/);
  });

  test('says so if a hex number was probably meant in decimal', async () => {
    const note = "'4096' is hex, 16534 in decimal; write 0x1000 if 4096 is meant in decimal, otherwise 0x4096";
    const asked = await why('', 'BUFFER=4096');
    expect(asked.stderr).toContain(`Note: BUFFER: ${note}.\n`);
    const written = await why('CONFIG_BUFFER=4096\n', 'BUFFER');
    expect(written.stderr).toContain(`x_defconfig:1:1: note: BUFFER: ${note} [decimal-hex]`);
    for (const symbol of ['BUFFER=64', 'BUFFER=0x4096', 'HEAP']) {
      expect((await why('CONFIG_BUFFER=0x40\n', symbol)).stderr).not.toContain('is hex');
    }
  });

  test('says why nothing can give it', async () => {
    const { code, stdout } = await why('', 'BUFFER=0x100');
    expect({ code, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0,
      last: expect.stringMatching(/^ {2}cannot be 0x100: /),
    });
  });

  test.each([
    ['HEAP=maybe', "HEAP: 'maybe' is not y or n; give it one"],
    ['HAEP=y', 'HAEP: the tree has no such symbol. Did you mean HEAP?'],
  ])('%s is refused', async (symbol, message) => {
    const { code, stderr } = await why('', symbol);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('--apply', () => {
  test('replaces and adds lines, and leaves all others as they are', async () => {
    const lines = '# mine\nCONFIG_TINY=y\nCONFIG_BEST=y\nCONFIG_TINY=y\n';
    const { code } = await why(lines, 'SPL_HEAP=y', '--apply', 'x_defconfig');
    expect(code).toBe(0);
    expect(folder.read('x_defconfig')).toBe(
      '# mine\nCONFIG_BEST=y\n# CONFIG_TINY is not set\nCONFIG_SPL=y\nCONFIG_SPL_HEAP=y\n',
    );
    expect((await folder.run(['why', 'SPL_HEAP', '--kconfig', 'Kconfig.why', '--defconfig', 'x_defconfig'])).stdout).toMatch(
      /^SPL_HEAP is y$/m,
    );
  });

  test('writes a fragment if the file is missing', async () => {
    await why('', 'SPL_HEAP=y', '--apply', 'more.config');
    expect(folder.read('more.config')).toBe('CONFIG_SPL=y\nCONFIG_SPL_HEAP=y\n');
    expect(folder.read('x_defconfig')).toBe('');
  });

  test('means the file that --defconfig means by the same name', async () => {
    folder.write({ 'configs/board_defconfig': 'CONFIG_TINY=y\n' });
    const args = ['why', 'SPL_HEAP=y', '--kconfig', 'Kconfig.why'];
    const board = ['--defconfig', 'board_defconfig', '--apply', 'board_defconfig'];
    const { code, stdout, stderr } = await folder.run([...args, ...board]);
    expect({ code, last: (stdout + stderr).includes('Wrote configs/board_defconfig.') }).toEqual({ code: 0, last: true });
    expect(folder.read('configs/board_defconfig')).toMatch(/^CONFIG_SPL_HEAP=y$/m);
    expect(folder.read('board_defconfig')).toBeUndefined();
    const small = ['--defconfig', 'small_defconfig', '--apply', 'small_defconfig'];
    const ours = await folder.run(['why', 'MALLOC_DEBUG=y', '--kconfig', join(PACKAGE_ROOT, 'Kconfig'), ...small]);
    expect(ours.code).toBe(2);
    expect(ours.stderr).toContain('Name a file of your own with --apply.');
    expect(folder.read('small_defconfig')).toBeUndefined();
  });

  test('writes the .config that it starts from whole, and keeps the old one', async () => {
    folder.write({ '.config': 'CONFIG_TINY=y\n' });
    const { code } = await folder.run(['why', 'DRIVER=y', '--kconfig', 'Kconfig.why', '--apply', '.config']);
    expect(code).toBe(0);
    const text = folder.read('.config')!;
    expect(text).toMatch(/^CONFIG_DRIVER=y$/m);
    expect(text).toMatch(/^CONFIG_HELPER=y$/m);
    expect(folder.read('.config.old')).toBe('CONFIG_TINY=y\n');
    const again = await folder.run(['kconfig', 'olddefconfig', '--kconfig', 'Kconfig.why']);
    expect(again.code).toBe(0);
    expect(folder.read('.config')).toBe(text);
  });

  test('writes nothing if the symbol has the value already', async () => {
    const { code, stdout, stderr } = await why('# no newline', 'SPL=n', '--apply', 'x_defconfig');
    expect(code).toBe(0);
    expect(stdout).toContain('  it is n already: nothing has to be added');
    expect(stdout + stderr).toContain('x_defconfig stays as it is: SPL is n already.');
    expect(folder.read('x_defconfig')).toBe('# no newline');
  });

  test('writes nothing without a plan, and needs a value', async () => {
    const { code, stderr } = await why('', 'BUFFER=0x100', '--apply', 'x_defconfig');
    expect(code).toBe(1);
    expect(stderr).toContain('x_defconfig stays as it is: nothing makes BUFFER 0x100.');
    expect(folder.read('x_defconfig')).toBe('');
    const bare = await why('', 'HEAP', '--apply', 'x_defconfig');
    expect(bare.code).toBe(2);
    expect(bare.stderr).toContain('say which, as in HEAP=y');
  });
});

test.each([
  ['SPL_HEAP', ['u-boot', 'spl']],
  ['CONFIG_HEAP', ['u-boot', 'spl']],
  ['LONE', ['spl']],
  ['SPL_LONE', ['spl']],
  ['BUFFER', ['u-boot']],
])('%s is asked about in the phases %j', async (symbol, phases) => {
  const { stdout } = await why('', symbol, '--format', 'json');
  expect(Object.keys(JSON.parse(stdout).phases)).toEqual(phases);
});

test('--phase reports one, and lists the others if it has none', async () => {
  expect((await why('', 'HEAP', '--phase', 'spl')).stdout).not.toMatch(/u-boot/);
  expect(await why('', 'HEAP', '--phase', 'tpl')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'HEAP: the phase tpl has no symbol of its own, TPL_HEAP; there is one for u-boot (HEAP), spl (SPL_HEAP).\n',
  });
});

describe('where a value comes from', () => {
  test.each([
    ['CONFIG_HEAP=y\n', 'HEAP', 'written at x_defconfig:1'],
    ['', 'HEAP', 'default at Kconfig.why:6'],
    ['CONFIG_DRIVER=y\n', 'HELPER', 'selected by DRIVER at Kconfig.why:22'],
    ['CONFIG_DRIVER=y\n', 'EXTRA', 'implied by DRIVER at Kconfig.why:23'],
    ['', 'BUFFER', 'moved into the range at Kconfig.why:18'],
    ['CONFIG_BEST=y\n', 'FIRST', 'the choice took BEST at x_defconfig:1'],
    ['', 'TINY', 'nothing sets it'],
  ])('%j %s: %s', async (lines, symbol, origin) => {
    expect((await why(lines, symbol)).stdout).toMatch(`  comes from: ${origin}\n`);
  });
});

test('lists what selects a symbol and what could, with the conditions', async () => {
  const { stdout } = await why('CONFIG_DRIVER=y\n', 'HELPER');
  expect(stdout).toMatch(`  selected by:
    DRIVER [=y] && HEAP [=y] at Kconfig.why:22
  could be selected by:
    OTHER [=n] && (TINY [=n] || SPL [=n]) at Kconfig.why:27
`);
});

test('follows a condition to what hides the symbol in it', async () => {
  folder.write({
    'Kconfig.why': `config A\n\tbool "A"\n\nconfig B\n\tbool "B"\n\tdepends on A && GONE\n\nconfig C\n\tbool "C"\n\tdepends on B\n`,
  });
  const { stdout } = await why('CONFIG_C=y\n', 'C');
  expect(stdout).toMatch(`  to be set it needs:
    B [=n] at Kconfig.why:10
      B is n: nothing sets it; to be set it needs
        A [=n] at Kconfig.why:6
          A is n: nothing sets it; CONFIG_A can be set
        GONE at Kconfig.why:6
          GONE: nothing defines it
`);
});

test('of a symbol without a prompt, lists what could select it', async () => {
  const select = (name: string) => `config ${name}\n\tbool "${name}"\n\tselect `;
  folder.write({
    'Kconfig.why': `config NONE\n\tbool\n\nconfig ONE\n\tbool\n\nconfig MANY\n\tbool\n\nconfig PRESET\n\tbool\n\tdefault A\n\nconfig C\n\tbool "C"\n\tdepends on NONE && ONE && MANY && PRESET\n\n${[select('A') + 'MANY', '\tselect ONE', select('B') + 'MANY', select('D') + 'MANY', select('E') + 'MANY', select('F') + 'MANY'].join('\n')}\n`,
  });
  const { stdout } = await why('CONFIG_C=y\n', 'C');
  expect(stdout).toMatch(`  to be set it needs:
    NONE [=n] at Kconfig.why:16
      NONE is n: nothing sets it; it has no prompt, and nothing selects it
    ONE [=n] at Kconfig.why:16
      ONE is n: nothing sets it; it has no prompt, but A (Kconfig.why:21) could select it
    MANY [=n] at Kconfig.why:16
      MANY is n: nothing sets it; it has no prompt, but A (Kconfig.why:20), B (Kconfig.why:24), D (Kconfig.why:27) or 2 others could select it
    PRESET [=n] at Kconfig.why:16
      PRESET is n: default at Kconfig.why:12; it has no prompt, and nothing selects it
`);
  const json = await why('CONFIG_C=y\n', 'C', '--format', 'json');
  expect(JSON.parse(json.stdout).phases['u-boot'].missing[1].symbols).toEqual([
    expect.objectContaining({
      symbol: 'ONE',
      hasPrompt: false,
      selectors: [{ name: 'A', position: { file: 'Kconfig.why', line: 21, column: 2 } }],
    }),
  ]);
});

test('alternatives are reported as such, in text and in JSON', async () => {
  folder.write({
    'Kconfig.why': `config A\n\tbool "A"\n\nconfig B\n\tbool "B"\n\nconfig D\n\tbool "D"\n\nconfig C\n\tbool "C"\n\tdepends on (A || B && !D) && D\n`,
  });
  const { stdout } = await why('CONFIG_C=y\n', 'C');
  expect(stdout).toMatch(`  to be set it needs:
    one of
      A [=n] at Kconfig.why:12
        A is n: nothing sets it; CONFIG_A can be set
      B [=n] at Kconfig.why:12
        B is n: nothing sets it; CONFIG_B can be set
    D [=n] at Kconfig.why:12
      D is n: nothing sets it; CONFIG_D can be set
`);
  const json = await why('CONFIG_C=y\nCONFIG_D=y\n', 'C', '--format', 'json');
  const condition = (text: string) => expect.objectContaining({ kind: 'condition', condition: text });
  expect(JSON.parse(json.stdout).phases['u-boot'].missing).toEqual([
    {
      kind: 'any',
      parts: [
        condition('A [=n]'),
        { kind: 'all', parts: [condition('B [=n]'), condition('!D [=y]')] },
      ],
    },
  ]);
});

test('json has the same, with positions', async () => {
  const { stdout } = await why('CONFIG_SPL_HEAP=y\n', 'HEAP', '--phase', 'spl', '--format', 'json');
  const at = (file: string, line: number, column: number) => ({ file, line, column });
  expect(JSON.parse(stdout)).toEqual({
    config: 'x_defconfig',
    diagnostics: [],
    phases: {
      spl: {
        symbol: 'SPL_HEAP',
        type: 'bool',
        value: 'n',
        origin: { kind: 'implicit' },
        visible: 'n',
        definitions: [at('Kconfig.why', 8, 1)],
        asked: { value: 'y', position: at('x_defconfig', 1, 1) },
        notTaken: 'it needs SPL [=n] (Kconfig.why:10), which does not hold',
        missing: [
          {
            kind: 'condition',
            condition: 'SPL [=n]',
            position: at('Kconfig.why', 10, 13),
            symbols: [
              {
                symbol: 'SPL',
                type: 'bool',
                value: 'n',
                origin: { kind: 'implicit' },
                visible: 'y',
                hasPrompt: true,
                selectors: [],
              },
            ],
            missing: [],
          },
        ],
        selectedBy: [],
        impliedBy: [],
        plan: { value: 'y', assignments: { SPL: 'y' }, isSmallest: true, alsoChanged: [] },
      },
    },
  });
});

test('warns of bad lines, and goes on', async () => {
  const bad = 'CONFIG_HEAP=maybe\nCONFIG_TINY=y\n';
  const { code, stdout, stderr } = await why(bad, 'TINY');
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: "x_defconfig:1:1: warning: HEAP: 'maybe' is not y or n [wrong-type]\n",
  });
  expect(stdout).toMatch(/^TINY is y$/m);
  const json = JSON.parse((await why(bad, 'TINY', '--format', 'json')).stdout);
  expect(json.diagnostics).toEqual([expect.objectContaining({ code: 'wrong-type', line: 1 })]);
});

describe('which configuration', () => {
  const run = (...args: string[]) => folder.run(['why', 'HEAP', '--kconfig', 'Kconfig.why', ...args]);

  test('without options .config, or the defaults if it is missing', async () => {
    expect((await run()).stdout).toMatch(/^no configuration file: every symbol has its default\n/);
    folder.write({ '.config': '# CONFIG_HEAP is not set\n' });
    expect((await run()).stdout).toMatch(/^in \.config\n[^]*HEAP +n +written at \.config:1\n/);
  });

  test('--config another one, which must exist', async () => {
    folder.write({ 'my.config': '# CONFIG_HEAP is not set\n' });
    expect((await run('--config', 'my.config')).stdout).toMatch(/written at my\.config:1/);
    expect((await run('--config', 'none')).code).toBe(2);
    expect((await run('--config', 'my.config', '--defconfig', 'x')).stderr).toBe(
      '--defconfig and --config both name a configuration: give one of them.\n',
    );
  });
});

test.each([
  [['BUFER'], 'BUFER: the tree has no such symbol. Did you mean BUFFER?'],
  [['QUITE_ANOTHER'], 'QUITE_ANOTHER: the tree has no such symbol. Its files define all that there is.'],
  [[''], 'The symbol is empty: name one, such as SYS_MALLOC_F.'],
  [['buffer'], 'buffer: the tree has no such symbol. Did you mean BUFFER?'],
  [['HEAP', 'SPL'], 'SPL: that is a word too many for mallocgen why <symbol>: leave it out, or run the command again for it.'],
  [['HEAP', '--phase', 'x'], '--phase cannot be "x": choose one of "u-boot", "spl", "tpl", "vpl".'],
])('why %j exits 2', async (args, message) => {
  expect(await why('', ...args)).toEqual({ code: 2, stdout: '', stderr: `${message}\n` });
});

describe('defaults that a condition needs', () => {
  const TREE = `config A
	bool "a"
	depends on D && X && !X
config D
	bool
	default y if E
config E
	bool "e"
config X
	bool "x"
`;
  const ask = (...args: string[]) => {
    folder.write({ 'Kconfig.leaves': TREE, x_defconfig: '' });
    return folder.run(['why', ...args, '--kconfig', 'Kconfig.leaves', '--defconfig', 'x_defconfig']);
  };

  test('are followed to what can be set, and what excludes each other is said', async () => {
    const { stdout } = await ask('A');
    expect(stdout).toContain(`  to be set it needs:
    D [=n] at Kconfig.leaves:3
      D is n: nothing sets it; it has no prompt, and nothing selects it
        default y if E [=n] at Kconfig.leaves:6, which does not hold
          E [=n] at Kconfig.leaves:6
            E is n: nothing sets it; CONFIG_E can be set
    X [=n] at Kconfig.leaves:3
      never together with !X [=n] at Kconfig.leaves:3, which is needed too
`);
  });

  test('are listed for the symbol itself', async () => {
    const { stdout } = await ask('D');
    expect(stdout).toContain(`  its defaults:
    default y if E [=n] at Kconfig.leaves:6, which does not hold
`);
  });

  test('are in JSON as well', async () => {
    const { stdout } = await ask('A', '--format', 'json');
    const [d, x] = JSON.parse(stdout).phases['u-boot'].missing;
    expect(d.symbols[0].ways).toMatchObject([
      { kind: 'default', value: 'y', condition: 'E [=n]', holds: 'n', missing: [{ condition: 'E [=n]' }] },
    ]);
    expect(x.contradiction).toMatchObject({ condition: '!X [=n]', position: { line: 3 } });
  });
});
