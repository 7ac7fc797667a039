import { describe, expect, test } from '@jest/globals';
import { ourConfiguration } from './configuration.ts';

function linesOf(defconfig: string): ReadonlyMap<string, string> {
  const inConfig = ourConfiguration(defconfig).symbols.filter(({ inConfig: line }) => line);
  return new Map(inConfig.map(({ name, value }) => [name, value]));
}

/** What differs from the .config of `base` when `line` is added: `-` for a line that went. */
function effectOf(line: string, base = ''): Readonly<Record<string, string>> {
  const before = linesOf(base);
  const after = linesOf(`${base}${line}\n`);
  const names = new Set([...before.keys(), ...after.keys()]);
  const changed = [...names].filter((name) => before.get(name) !== after.get(name));
  return Object.fromEntries(changed.map((name) => [name, after.get(name) ?? '-']));
}

const SMALL = {
  NO_TREE_BINS: 'y',
  NO_REALLOC_IN_PLACE: 'y',
  SIMPLE_MEMALIGN: 'y',
  STATIC_MALLOC_PARAMS: 'y',
  SMALLCHUNKS_AS_FUNCS: 'y',
};

describe('set alone in an empty defconfig, it changes itself', () => {
  test.each([
    '64BIT',
    'NO_TREE_BINS',
    'NO_REALLOC_IN_PLACE',
    'SIMPLE_MEMALIGN',
    'STATIC_MALLOC_PARAMS',
    'SMALLCHUNKS_AS_FUNCS',
    'SYS_MALLOC_DEFAULT_TO_INIT',
    'VALGRIND',
    'MALLOC_POSIX_MEMALIGN',
    'MALLOC_REALLOC_IN_PLACE',
    'MALLOC_INDEPENDENT_CALLS',
    'MALLOC_BULK_FREE',
    'MALLOC_INSPECT_ALL',
    'SYS_MALLOC_MULTI_INSTANCE',
    'SYS_MALLOC_ATTACH',
  ])('%s=y', (name) => {
    expect(effectOf(`CONFIG_${name}=y`)).toEqual({ [name]: 'y' });
  });

  test('SYS_MALLOC_GROW=y has a step', () => {
    expect(effectOf('CONFIG_SYS_MALLOC_GROW=y')).toEqual({
      SYS_MALLOC_GROW: 'y',
      SYS_MALLOC_GROW_STEP: '0x1000',
    });
  });

  test.each([
    'SYS_MALLOC_CLEAR_ON_INIT',
    'INSECURE',
    'NO_MALLINFO',
    'NO_MALLOC_STATS',
    'SIMPLE_SYSALLOC',
    'MORECORE_CANNOT_TRIM',
  ])('%s=n', (name) => {
    expect(effectOf(`# CONFIG_${name} is not set`)).toEqual({ [name]: 'n' });
  });
});

describe('set alone in an empty defconfig, it changes what follows from it', () => {
  test.each([
    ['CONFIG_SYS_MALLOC_SMALL=y', { SYS_MALLOC_SMALL: 'y', ...SMALL }],
    ['CONFIG_SYS_MALLOC_F=y', { SYS_MALLOC_F: 'y', SYS_MALLOC_F_LEN: '0x2000' }],
    ['CONFIG_DM=y', { DM: 'y', SYS_MALLOC_F: 'y', SYS_MALLOC_F_LEN: '0x2000' }],
    ['CONFIG_HAVE_MMAP=y', { HAVE_MMAP: 'y', SIMPLE_SYSALLOC: '-' }],
    ['# CONFIG_MORECORE_CONTIGUOUS is not set', { MORECORE_CONTIGUOUS: 'n', SIMPLE_SYSALLOC: '-' }],
    [
      'CONFIG_SANDBOX=y',
      {
        SANDBOX: 'y',
        SYS_MALLOC_LEN: '0x4000000',
        INSECURE: 'n',
        NO_MALLINFO: 'n',
        SIMPLE_SYSALLOC: 'n',
      },
    ],
    [
      'CONFIG_SYS_MALLOC_BOOTPARAMS=y',
      { SYS_MALLOC_BOOTPARAMS: 'y', SYS_BOOTPARAMS_LEN: '0x10000' },
    ],
    [
      'CONFIG_SYS_MALLOC_LOCK=y',
      { SYS_MALLOC_LOCK: 'y', SYS_MALLOC_ATTACH: 'y', SYS_MALLOC_LOCK_BREAK: 'n' },
    ],
    ['CONFIG_SYS_MALLOC_LEN=0x10000', { SYS_MALLOC_LEN: '0x10000' }],
  ] as const)('%s', (line, effect) => {
    expect(effectOf(line)).toEqual(effect);
  });

  test('dlmalloc 2.6.6 has none of the options of 2.8.6', () => {
    const effect = effectOf('CONFIG_SYS_MALLOC_LEGACY=y');
    expect(effect).toMatchObject({ SYS_MALLOC_LEGACY: 'y', SYS_MALLOC_SMALL: '-', INSECURE: '-' });
    expect(Object.keys(effect).filter((name) => /^(NO|HAVE|MORECORE)_/.test(name))).toHaveLength(7);
  });
});

describe('in SPL alone', () => {
  const spl = 'CONFIG_SPL=y\n';

  test('SPL_SYS_MALLOC_SIMPLE brings the pool that it needs, and dlmalloc with its options goes', () => {
    const effect = effectOf('CONFIG_SPL_SYS_MALLOC_SIMPLE=y', spl);
    const appeared = Object.entries(effect).filter(([, value]) => value !== '-');
    expect(Object.fromEntries(appeared)).toEqual({
      SPL_SYS_MALLOC_SIMPLE: 'y',
      SPL_SYS_MALLOC_F: 'y',
      SPL_SYS_MALLOC_F_LEN: '0x2000',
      SPL_STACK_R: 'n',
    });
    const went = Object.entries(effect).filter(([, value]) => value === '-');
    expect(went.every(([name]) => name.startsWith('SPL_'))).toBe(true);
    expect(went).toHaveLength(21);
  });

  test('SPL_SYS_MALLOC_SMALL=n leaves U-Boot proper as it is', () => {
    expect(effectOf('# CONFIG_SPL_SYS_MALLOC_SMALL is not set', spl)).toEqual({
      SPL_SYS_MALLOC_SMALL: 'n',
      SPL_NO_TREE_BINS: 'n',
      SPL_NO_REALLOC_IN_PLACE: 'n',
      SPL_SIMPLE_MEMALIGN: 'n',
      SPL_STATIC_MALLOC_PARAMS: 'n',
      SPL_SMALLCHUNKS_AS_FUNCS: 'n',
    });
  });

  test('SYS_MALLOC_SMALL leaves SPL as it is', () => {
    const names = Object.keys(effectOf('CONFIG_SYS_MALLOC_SMALL=y', spl));
    expect(names.toSorted()).toEqual(['SYS_MALLOC_SMALL', ...Object.keys(SMALL)].toSorted());
  });
});

describe('what SYS_MALLOC_SMALL sets', () => {
  test.each(Object.keys(SMALL))('%s can be taken back', (name) => {
    const effect = effectOf(`# CONFIG_${name} is not set`, 'CONFIG_SYS_MALLOC_SMALL=y\n');
    expect(effect).toEqual({ [name]: 'n' });
  });
});

describe('a value that the tree does not let through is reported', () => {
  test.each([
    ['CONFIG_SYS_MALLOC_F_LEN=0x1000', 'SYS_MALLOC_F_LEN'],
    ['CONFIG_SPL_SYS_MALLOC_SMALL=y', 'SPL_SYS_MALLOC_SMALL'],
    ['CONFIG_SYS_MALLOC_LEN=0x0', 'SYS_MALLOC_LEN'],
    ['CONFIG_SYS_MALLOC_LEN=0x1', 'SYS_MALLOC_LEN'],
    [
      'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC=y\nCONFIG_SPL_SYS_MALLOC_SIZE=0x7ff',
      'SPL_SYS_MALLOC_SIZE',
    ],
    ['CONFIG_SPL=y\nCONFIG_SPL_STACK_R=y', 'SPL_STACK_R'],
    ['CONFIG_SYS_MALLOC_LEN=0x100000000', 'SYS_MALLOC_LEN'],
    ['CONFIG_SYS_MALLOC_LEN=4M', 'SYS_MALLOC_LEN'],
    ['CONFIG_MORECORE_CONTIGOUS=y', 'MORECORE_CONTIGOUS'],
    ['CONFIG_SYS_MALLOC_LEGACY=y\nCONFIG_SYS_MALLOC_SMALL=y', 'SYS_MALLOC_SMALL'],
    ['CONFIG_HAVE_MMAP=y\nCONFIG_SIMPLE_SYSALLOC=y', 'SIMPLE_SYSALLOC'],
    ['CONFIG_VPL=y\n# CONFIG_VPL_SYS_MALLOC_F is not set', 'VPL_SYS_MALLOC_F'],
    ['CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\nCONFIG_SPL_NO_TREE_BINS=y', 'SPL_NO_TREE_BINS'],
  ])('%s', (defconfig, symbol) => {
    const { diagnostics } = ourConfiguration(`${defconfig}\n`);
    expect(diagnostics.map((diagnostic) => diagnostic.symbol)).toEqual([symbol]);
  });
});
