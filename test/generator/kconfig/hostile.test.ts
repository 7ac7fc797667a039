import { describe, expect, test } from '@jest/globals';
import { configure, loadKconfig, parseDefconfig, saveDefconfig, writeConfig, type KconfigFiles, type KconfigTree } from '../../../generator/kconfig/index.ts';
import { errorOf, load } from './trees.ts';

const MANY = 20_000;
const MEGABYTE = 1 << 20;
const repeat = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

/** The text over and over, a megabyte of it. */
const line = (text: string): string => text.repeat(Math.ceil(MEGABYTE / text.length));

/** Whole life of a tree; a file may be refused, but only with an error of ours. */
function use(kconfig: string): string {
  try {
    const tree = load(kconfig);
    const configuration = configure(tree, parseDefconfig('CONFIG_A=y\nCONFIG_A5=y\n', 'd'));
    saveDefconfig(configuration);
    configure(tree, undefined, { mode: 'allyesconfig' });
    return writeConfig(configuration).length > 0 ? 'taken' : 'empty';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

describe('large and deep files end with a result or an error of ours', () => {
  test.each([
    ['each depends on the next', 'taken', repeat(MANY, (i) => `config A${i}\n\tbool "a"\n\tdefault y\n\tdepends on A${i + 1}\n`)],
    ['each depends on the one before', 'too-complex', repeat(MANY, (i) => `config A${i}\n\tbool "a"\n\tdepends on A${i - 1}\n`)],
    ['each selects the next', 'taken', repeat(MANY, (i) => `config A${i}\n\tbool "a"\n\tselect A${i + 1}\n`)],
    ['each takes its default from the next', 'taken', `${repeat(MANY, (i) => `config A${i}\n\tint\n\tdefault A${i + 1}\n`)}config A${MANY}\n\tdef_int 5\n`],
    ['each has its range from the next', 'taken', repeat(MANY, (i) => `config A${i}\n\tint "a"\n\trange 0 A${i + 1}\n`)],
    ['one selected by all', 'taken', `config T\n\tbool\n${repeat(MANY, (i) => `config A${i}\n\tbool "a"\n\tselect T\n`)}`],
    ['one defined in all places', 'taken', 'config A\n\tbool "a"\n\tdepends on B\n'.repeat(MANY)],
    ['a choice of all', 'taken', `choice\n\tprompt "c"\n${repeat(MANY / 4, (i) => `config A${i}\n\tbool "a"\n`)}endchoice\n`],
    ['ifs', 'too-complex', 'if A\n'.repeat(200_000)],
    ['parentheses', 'too-complex', `config A\n\tbool\n\tdepends on ${'('.repeat(500_000)}A\n`],
    ['negations', 'too-complex', `config A\n\tbool\n\tdepends on ${'!'.repeat(500_000)}A\n`],
    ['operands', 'taken', `config A\n\tbool\n\tdepends on A0${repeat(100_000, (i) => ` || B${i}`)}\n`],
    ['a string', 'taken', `config A\n\tstring "${'x'.repeat(1_000_000)}`],
    ['noise', 'taken', '\u0001\u00ff;'.repeat(300_000)],
    ['open references', 'macro-error', `x := ${'$('.repeat(300_000)}\n`],
    ['nested references', 'macro-error', `x := ${'$('.repeat(50_000)}${')'.repeat(50_000)}\n`],
    ['a variable that grows', 'too-complex', `v0 = xxxxxxxxxx\n${repeat(40, (i) => `v${i + 1} = $(v${i})$(v${i})\n`)}y := $(v40)\n`],
    ['a function without end', 'macro-error', 'f = $(f,$(1))$(f,$(1))\nx := $(f,a)\n'],
    ['wrong statements', 'syntax-error', line('foo bar\n')],
    ['wrong options', 'syntax-error', `config A\n${line('\tdepends A\n')}`],
    ['options', 'taken', `config A\n\tbool\n\toption ${line('x ')}`],
    ['a continued line', 'taken', `config A\n\tdepends on A0${repeat(80_000, (i) => ` && \\\nB${i}`)}`],
    ['comparisons', 'too-complex', `config A\n\tbool\n\tdepends on B = 1${repeat(80_000, (i) => ` || B = ${i}`)}\n`],
    ['one operand again and again', 'too-complex', `config A\n\tbool\n\tdepends on B${line(' && B')}\n`],
    ['defaults', 'taken', `config A\n\tint\n${repeat(40_000, (i) => `\tdefault ${i} if B${i}\n`)}`],
    ['prompts', 'taken', `config A\n${line('\tbool "a"\n')}`],
    ['menus', 'taken', repeat(MANY, (i) => `menu "m"\n\tvisible if A\nconfig A${i}\n\tbool "a"\nendmenu\n`)],
    ['a variable that is appended to', 'taken', line('v += xxxxxxxxxx\n')],
    ['a variable made of itself', 'taken', line('v := $(v)x\n')],
    ['missing files', 'taken', repeat(MANY, (i) => `osource "none${i}"\n`)],
    ['configdefaults', 'taken', `${line('configdefault A\n\tdefault y if B\n')}config A\n\tbool\n\tdepends on C\n`],
    ['empty lines', 'taken', line('\r\n')],
    ['NUL', 'taken', line('\0')],
    ['dependencies', 'too-complex', `config A\n\tbool "a"\n${line('\tdepends on B\n')}`],
    ['visibilities', 'too-complex', `menu "m"\n${line('\tvisible if B\n')}config A\n\tbool "a"\nendmenu\n`],
    ['visibilities of many prompts', 'too-complex', `menu "m"\n${'\tvisible if B\n'.repeat(30_000)}${'config A\n\tbool "a"\n'.repeat(20_000)}endmenu\n`],
    ['chains of two', 'taken', `config A\n\tbool "a"\n\tdepends on ${repeat(40_000, (i) => `(B${i} && C${i}) || `)}D\n`],
    ['chains in chains', 'taken', `config A\n\tbool "a"\n\tdepends on ${repeat(25_000, (i) => `(B${i} && (C${i} || D)) || `)}D\n`],
    ['dollars in a string', 'taken', `config A\n\tstring "${line('$')}"\n`],
    ['references in a string', 'taken', `config A\n\tstring "${line('$()')}"\n`],
    ['references in a word', 'syntax-error', `config A\n\tdepends on ${line('$(x) ')}\n`],
    ['a variable of dollars', 'too-complex', `v = ${'$'.repeat(400_000)}\n${'x := $(v)\n'.repeat(50_000)}`],
    ['a long text in nested references', 'too-complex', `x := ${'$(f,'.repeat(490)}${'x'.repeat(900_000)}${')'.repeat(490)}\n`],
    ['arguments', 'macro-error', `x := $(f${line(',')})\n`],
    ['help', 'taken', `config A\n\tbool\n\thelp\n${'\t  x\n'.repeat(250_000)}`],
  ])('%s', (_, expected, kconfig) => {
    expect(use(kconfig)).toBe(expected);
  }, 120_000);
});

/** A file system in memory that counts what it is asked. */
function counted(texts: Readonly<Record<string, string>>): {
  readonly files: KconfigFiles;
  readonly counts: { read: number; exists: number; list: number };
} {
  const counts = { read: 0, exists: 0, list: 0 };
  const files: KconfigFiles = {
    read: (path) => {
      counts.read++;
      return texts[path];
    },
    exists: (path) => {
      counts.exists++;
      return path in texts;
    },
    list: () => {
      counts.list++;
      return Array.from({ length: 100 }, (_, index) => `name${index}`);
    },
  };
  return { files, counts };
}

describe('without strict, what is too complex costs its entry', () => {
  const loose = (kconfig: string): KconfigTree => load(kconfig, { strict: false });
  const errors = ({ diagnostics }: KconfigTree): readonly string[] =>
    diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code, position }) => `${position.line} ${code}`);
  const rest = 'config LAST\n\tbool "last"\n\tdefault y\n';

  test('a condition is n, and the rest of the tree is there', () => {
    const large = `config A\n\tbool "a"\n\tdefault y\n\tdepends on B = 1${repeat(20_000, (i) => ` || B = ${i}`)}\n`;
    const small = 'config C\n\tbool "c"\n\tdepends on LAST && !A\n\tdefault y\n';
    const kconfig = `${large}${rest}${small}`;
    const tree = loose(kconfig);
    expect(errors(tree)).toEqual(['1 too-complex']);
    const configuration = configure(tree);
    expect(['A', 'LAST', 'C'].map((name) => configuration.get(name)?.value)).toEqual(['n', 'y', 'y']);
  });

  test('many symbols that each depend on the one before are not nested further', () => {
    const chain = repeat(3000, (i) => `config A${i}\n\tbool "a"\n\tdefault y\n\tdepends on A${i - 1}\n`);
    const kconfig = `config A-1\n\tbool "a"\n\tdefault y\n${chain.replace('A-1', 'A')}${rest}`.replace('A-1', 'A');
    const tree = loose(kconfig);
    expect(errors(tree).map((error) => error.replace(/^\d+ /, ''))).toEqual(['too-complex']);
    const configuration = configure(tree);
    expect(['A0', 'A2999', 'LAST'].map((name) => configuration.get(name)?.value)).toEqual(['y', 'y', 'y']);
  });

  test('conditions that thousands of entries would inherit', () => {
    const kconfig = `if ${repeat(3000, (i) => `B${i} && `)}D\n${repeat(5000, (i) => `config A${i}\n\tbool "a"\n\tdefault y if C${i}\n`)}endif\n${rest}`;
    const tree = loose(kconfig);
    expect(errors(tree)).toHaveLength(1);
    expect(configure(tree).get('LAST')?.value).toBe('y');
  });
});

test('many parts that exclude each other are not too complex', () => {
  const part = (i: number): string =>
    `config PART${i}\n\ttristate "part"\n${Array.from({ length: i }, (_, j) => `\tdepends on m || PART${j} != y\n`).join('')}`;
  const tree = load(`config MODULES\n\tdef_bool y\n\tmodules\n${repeat(100, part)}`);
  const configured = (text: string) => configure(tree, parseDefconfig(text, 'd'));
  const both = configured('CONFIG_PART3=y\nCONFIG_PART99=y\nCONFIG_PART98=m\n');
  expect(['PART3', 'PART99', 'PART98'].map((name) => both.get(name)?.value)).toEqual(['y', 'm', 'm']);
  expect(configured('CONFIG_PART99=y\nCONFIG_PART98=m\n').get('PART99')?.value).toBe('y');
}, 60_000);

describe('what a tree asks of the disk is bounded', () => {
  test('a file that is sourced again and again is read until 64 MB are reached', () => {
    const { files, counts } = counted({ Root: line('source "big"\n'), big: line('#\n') });
    const error = errorOf(() => loadKconfig({ file: 'Root', files, env: {} }));
    expect(error.code).toBe('too-complex');
    expect(counts.read).toBe(64);
  });

  test('a missing file is looked for once in each place', () => {
    const { files, counts } = counted({ Root: repeat(MANY, (i) => `osource "none${i}"\n`) });
    loadKconfig({ file: 'Root', files, srctree: 'tree', env: {} });
    expect(counts).toEqual({ read: 1, exists: 1 + 2 * MANY, list: 0 });
  });

  test('patterns are compared with 200000 names', () => {
    const { files, counts } = counted({ Root: line('osource "*/*/*/none"\n') });
    const error = errorOf(() => loadKconfig({ file: 'Root', files, env: {} }));
    expect(error.code).toBe('too-complex');
    expect(counts.list).toBe(2001);
  });
});

test.each([
  ['unknown names', repeat(50_000, (i) => `CONFIG_NAME_${i}=y\n`), 50_000],
  ['one name', line('CONFIG_SYMBOL_1=y\n'), Math.ceil(MEGABYTE / 18) - 1],
  ['malformed lines', line('foo\n'), MEGABYTE / 4],
])('a configuration file of %s', (_, defconfig, diagnostics) => {
  const tree = load(repeat(2000, (i) => `config SYMBOL_${i}\n\tbool "a"\n`));
  const configuration = configure(tree, parseDefconfig(defconfig, 'd'));
  expect(configuration.diagnostics).toHaveLength(diagnostics);
}, 120_000);
