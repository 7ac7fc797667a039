import { describe, expect, test } from '@jest/globals';
import {
  ENABLED_NAMES,
  enabledPhases,
  GLOBAL_NAMES,
  phaseOptions,
  VALUE_NAMES,
} from '../../../generator/options/index.ts';
import { ourConfiguration } from './configuration.ts';

const options = (defconfig: string, phase: Parameters<typeof phaseOptions>[1] = 'u-boot') =>
  phaseOptions(ourConfiguration(defconfig), phase);

test('an empty defconfig', () => {
  const { phase, enabled, global, values } = options('');
  expect(phase).toBe('u-boot');
  expect(ENABLED_NAMES.filter((name) => enabled[name])).toEqual([
    'INSECURE',
    'MORECORE_CANNOT_TRIM',
    'MORECORE_CONTIGUOUS',
    'NO_MALLINFO',
    'NO_MALLOC_STATS',
    'SIMPLE_SYSALLOC',
    'SYS_MALLOC_CLEAR_ON_INIT',
  ]);
  expect(GLOBAL_NAMES.filter((name) => global[name])).toEqual([]);
  expect(VALUE_NAMES.filter((name) => values[name] > 0)).toEqual(['SYS_MALLOC_LEN']);
  expect(values.SYS_MALLOC_LEN).toBe(0x400000);
});

test('keys are sorted', () => {
  const { enabled, global, values } = options('CONFIG_SPL=y\n', 'spl');
  for (const record of [enabled, global, values]) {
    expect(Object.keys(record)).toEqual(Object.keys(record).toSorted());
  }
});

describe('CONFIG_IS_ENABLED takes the prefix of the phase', () => {
  const all =
    'CONFIG_SPL=y\nCONFIG_TPL=y\nCONFIG_VPL=y\n# CONFIG_VPL_SYS_MALLOC_SIMPLE is not set\n';

  test.each([
    ['u-boot', 'CONFIG_NO_TREE_BINS=y\n# CONFIG_SPL_NO_TREE_BINS is not set\n'],
    ['spl', 'CONFIG_SPL_NO_TREE_BINS=y\n'],
    ['tpl', 'CONFIG_TPL_NO_TREE_BINS=y\n# CONFIG_SPL_NO_TREE_BINS is not set\n'],
    ['vpl', 'CONFIG_VPL_NO_TREE_BINS=y\n# CONFIG_SPL_NO_TREE_BINS is not set\n'],
  ] as const)('NO_TREE_BINS of %s', (phase, lines) => {
    const configuration = ourConfiguration(all + lines);
    const having = enabledPhases(configuration).filter(
      (each) => phaseOptions(configuration, each).enabled.NO_TREE_BINS,
    );
    expect(having).toEqual([phase]);
  });

  test('SYS_MALLOC_CLEAR_ON_INIT of SPL alone', () => {
    const lines =
      '# CONFIG_SYS_MALLOC_CLEAR_ON_INIT is not set\nCONFIG_SPL_SYS_MALLOC_CLEAR_ON_INIT=y\n';
    expect(options(all + lines).enabled.SYS_MALLOC_CLEAR_ON_INIT).toBe(false);
    expect(options(all + lines, 'spl').enabled.SYS_MALLOC_CLEAR_ON_INIT).toBe(true);
    expect(options(all + lines, 'tpl').enabled.SYS_MALLOC_CLEAR_ON_INIT).toBe(false);
  });
});

test('IS_ENABLED does not', () => {
  const defconfig =
    'CONFIG_SANDBOX=y\nCONFIG_64BIT=y\nCONFIG_VALGRIND=y\nCONFIG_SPL=y\nCONFIG_VPL=y\n';
  for (const phase of ['u-boot', 'spl', 'vpl'] as const) {
    expect(options(defconfig, phase).global).toEqual({
      '64BIT': true,
      SANDBOX: true,
      VALGRIND: true,
    });
  }
});

describe('CONFIG_VAL takes the prefix of the phase', () => {
  const defconfig =
    'CONFIG_DM=y\nCONFIG_SYS_MALLOC_F_LEN=0x1000\nCONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_F_LEN=0x3000\n' +
    'CONFIG_TPL=y\nCONFIG_VPL=y\nCONFIG_VPL_SYS_MALLOC_F_LEN=0x5000\n';

  test.each([
    ['u-boot', 0x1000],
    ['spl', 0x3000],
    ['tpl', 0x3000],
    ['vpl', 0x5000],
  ] as const)('SYS_MALLOC_F_LEN of %s', (phase, length) => {
    expect(options(defconfig, phase).values.SYS_MALLOC_F_LEN).toBe(length);
  });

  test('SYS_MALLOC_LEN is one for all phases that have a full malloc()', () => {
    const lines = `${defconfig}CONFIG_SYS_MALLOC_LEN=0x123000\n`;
    expect(options(lines).values.SYS_MALLOC_LEN).toBe(0x123000);
    expect(options(lines, 'spl').values.SYS_MALLOC_LEN).toBe(0x123000);
  });
});

describe('a phase with the simple malloc() alone', () => {
  const simple = 'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\n';

  test('has a pool, and nothing of dlmalloc', () => {
    const { enabled, values } = options(simple, 'spl');
    expect(enabled).toMatchObject({
      SYS_MALLOC_F: true,
      SYS_MALLOC_SIMPLE: true,
      SYS_MALLOC_CLEAR_ON_INIT: false,
      NO_MALLINFO: true,
      NO_MALLOC_STATS: true,
      HAVE_MMAP: false,
    });
    expect(values).toMatchObject({ SYS_MALLOC_F_LEN: 0x2000, SYS_MALLOC_LEN: 0 });
  });

  test('is the same whatever the full malloc() of other phases is like', () => {
    const other = 'CONFIG_SYS_MALLOC_LEN=0x10000\nCONFIG_SYS_MALLOC_SMALL=y\n';
    expect(options(simple + other, 'spl')).toEqual(options(simple, 'spl'));
  });
});

describe("more of dlmalloc's calls, and UNIT_TEST", () => {
  const names = [
    'MALLOC_BULK_FREE',
    'MALLOC_INDEPENDENT_CALLS',
    'MALLOC_INSPECT_ALL',
    'MALLOC_POSIX_MEMALIGN',
    'MALLOC_REALLOC_IN_PLACE',
    'UNIT_TEST',
  ] as const;
  const quiet = '# CONFIG_MALLOC_DEBUG is not set\n';

  test.each(names)('%s belongs to its phase', (name) => {
    const spl = `${quiet}CONFIG_SPL=y\nCONFIG_SPL_${name}=y\n`;
    expect(options(spl).enabled[name]).toBe(false);
    expect(options(spl, 'spl').enabled[name]).toBe(true);
    expect(options(`${quiet}CONFIG_${name}=y\nCONFIG_SPL=y\n`).enabled[name]).toBe(true);
    expect(options(`${quiet}CONFIG_${name}=y\nCONFIG_SPL=y\n`, 'spl').enabled[name]).toBe(false);
  });

  test.each(names)('%s means nothing where there is only the simple malloc()', (name) => {
    const tpl = `${quiet}CONFIG_TPL=y\nCONFIG_TPL_SYS_MALLOC_SIMPLE=y\nCONFIG_TPL_${name}=y\n`;
    expect(options(tpl, 'tpl').enabled[name]).toBe(false);
  });
});

describe('a lock', () => {
  test('lies in a heap that can be opened', () => {
    expect(options('CONFIG_SYS_MALLOC_LOCK=y\n').enabled).toMatchObject({
      SYS_MALLOC_LOCK: true,
      SYS_MALLOC_ATTACH: true,
    });
    expect(options('CONFIG_SYS_MALLOC_ATTACH=y\n').enabled).toMatchObject({
      SYS_MALLOC_LOCK: false,
      SYS_MALLOC_ATTACH: true,
    });
  });

  test('can be broken with dlmalloc 2.8.6', () => {
    const breakable = 'CONFIG_SYS_MALLOC_LOCK=y\nCONFIG_SYS_MALLOC_LOCK_BREAK=y\n';
    expect(options(breakable).enabled.SYS_MALLOC_LOCK_BREAK).toBe(true);
  });

  test('is none where malloc_simple() is all', () => {
    const defconfig = 'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\nCONFIG_SYS_MALLOC_LOCK=y\n';
    expect(options(defconfig, 'spl').enabled).toMatchObject({
      SYS_MALLOC_LOCK: false,
      SYS_MALLOC_ATTACH: false,
    });
    expect(options(defconfig).enabled).toMatchObject({ SYS_MALLOC_LOCK: true });
  });
});

describe('what finds mistakes', () => {
  const mcheck = 'CONFIG_SANDBOX=y\nCONFIG_UNIT_TEST=y\nCONFIG_MCHECK_HEAP_PROTECTION=y\n';
  const debug = (defconfig: string, phase: Parameters<typeof phaseOptions>[1] = 'u-boot') => {
    const { enabled, values } = options(defconfig, phase);
    const names = ENABLED_NAMES.filter((name) => enabled[name] && /DEBUG|MCHECK/.test(name));
    return [...names, values.MCHECK_CALLER_LEN, values.MCHECK_LOG_SIZE];
  };

  test('UNIT_TEST turns MALLOC_DEBUG on', () => {
    expect(debug('CONFIG_UNIT_TEST=y\n')).toEqual(['MALLOC_DEBUG', 0, 0]);
  });

  test('mcheck brings backtraces and, with SANDBOX, the log', () => {
    const all = ['MALLOC_DEBUG', 'MCHECK_BACKTRACE', 'MCHECK_HEAP_PROTECTION', 'MCHECK_LOG'];
    expect(debug(mcheck)).toEqual([...all, 48, 524_288]);
    expect(debug('CONFIG_MCHECK_HEAP_PROTECTION=y\nCONFIG_MCHECK_CALLER_LEN=100\n')).toEqual([
      'MCHECK_BACKTRACE',
      'MCHECK_HEAP_PROTECTION',
      100,
      0,
    ]);
    expect(
      debug(`${mcheck}# CONFIG_MCHECK_BACKTRACE is not set\nCONFIG_MCHECK_LOG_SIZE=7\n`),
    ).toEqual(['MALLOC_DEBUG', 'MCHECK_HEAP_PROTECTION', 'MCHECK_LOG', 48, 7]);
  });

  test('in U-Boot proper alone, and nowhere with dlmalloc 2.6.6', () => {
    expect(debug(`${mcheck}CONFIG_SPL=y\n`, 'spl')).toEqual([0, 0]);
    expect(
      ourConfiguration(`${mcheck}CONFIG_SYS_MALLOC_LEGACY=y\n`).get('MALLOC_DEBUG')?.value,
    ).toBe('n');
  });
});
