import { describe, expect, test } from '@jest/globals';
import {
  brokenConstraint,
  canonicalForm,
  InconsistentOptionsError,
  phaseOptions,
  type BuildOptions,
} from '../../../generator/options/index.ts';
import { configurationOf, ourConfiguration } from './configuration.ts';

const small = phaseOptions(ourConfiguration('CONFIG_SYS_MALLOC_SMALL=y\n'), 'u-boot');
const simple = phaseOptions(ourConfiguration('CONFIG_VPL=y\n'), 'vpl');
const legacy = phaseOptions(ourConfiguration('CONFIG_SYS_MALLOC_LEGACY=y\n'), 'u-boot');

function withEnabled(
  options: BuildOptions,
  changes: Partial<BuildOptions['enabled']>,
): BuildOptions {
  return { ...options, enabled: { ...options.enabled, ...changes } };
}

test('a name that is not in the tables does not compile', () => {
  // @ts-expect-error -- NO_TREE_BINS
  expect(small.enabled.NO_TREEBINS).toBeUndefined();
  // @ts-expect-error -- SANDBOX
  expect(small.global.SANDBOXES).toBeUndefined();
  // @ts-expect-error -- SYS_MALLOC_LEN
  expect(small.values.SYS_MALLOC_LENGTH).toBeUndefined();
  // @ts-expect-error -- an option is missing
  const missing: BuildOptions['global'] = { '64BIT': true, SANDBOX: false };
  expect(missing).toBeDefined();
});

describe('constraints', () => {
  test.each([
    ['small', small],
    ['simple', simple],
    ['legacy', legacy],
  ])('%s breaks none', (_, options) => {
    expect(brokenConstraint(options)).toBeUndefined();
  });

  test.each([
    [
      'a full malloc() without a pool',
      { ...small, values: { ...small.values, SYS_MALLOC_LEN: 0 } },
      'SYS_MALLOC_LEN',
    ],
    [
      'the simple malloc() without its pool',
      withEnabled(simple, { SYS_MALLOC_F: false }),
      'SYS_MALLOC_SIMPLE',
    ],
    [
      'dlmalloc 2.6.6 in a simple phase',
      withEnabled(simple, { SYS_MALLOC_LEGACY: true }),
      'SYS_MALLOC_LEGACY',
    ],
    [
      'opening a heap in a simple phase',
      withEnabled(simple, { SYS_MALLOC_ATTACH: true }),
      'SYS_MALLOC_ATTACH',
    ],
    ['growth in a simple phase', withEnabled(simple, { SYS_MALLOC_GROW: true }), 'SYS_MALLOC_GROW'],
    [
      'a lock in a heap that cannot be opened',
      withEnabled(small, { SYS_MALLOC_LOCK: true }),
      'SYS_MALLOC_LOCK',
    ],
    [
      'breaking a lock without SYS_MALLOC_LOCK',
      withEnabled(small, { SYS_MALLOC_LOCK_BREAK: true }),
      'SYS_MALLOC_LOCK_BREAK',
    ],
    [
      'a simple sys_alloc() with pieces from anywhere',
      withEnabled(small, { MORECORE_CONTIGUOUS: false }),
      'SIMPLE_SYSALLOC',
    ],
    [
      'dlmalloc 2.8.6 that starts afresh',
      withEnabled(small, { SYS_MALLOC_DEFAULT_TO_INIT: true }),
      'SYS_MALLOC_DEFAULT_TO_INIT',
    ],
    [
      'dlmalloc 2.6.6 that grows without starting afresh',
      withEnabled(legacy, { SYS_MALLOC_GROW: true }),
      'SYS_MALLOC_DEFAULT_TO_INIT',
    ],
  ])('%s', (_, options, option) => {
    expect(brokenConstraint(options)?.option).toBe(option);
  });

  test('options that exclude each other, as another tree may have them, are an error', () => {
    const tree = `
config SYS_MALLOC_LEN
	hex "Length"
	default 0x400000
config SIMPLE_SYSALLOC
	bool "Simple"
config HAVE_MMAP
	bool "Mappings"
`;
    const both = configurationOf(tree, 'CONFIG_HAVE_MMAP=y\nCONFIG_SIMPLE_SYSALLOC=y\n');
    expect(() => phaseOptions(both, 'u-boot')).toThrow(InconsistentOptionsError);
    expect(() => phaseOptions(both, 'u-boot')).toThrow(
      'x_defconfig:2: SIMPLE_SYSALLOC: needs MORECORE_CONTIGUOUS on and HAVE_MMAP off; change one of them in the defconfig.',
    );
  });
});

describe('canonicalForm', () => {
  test('is equal for phases with equal options', () => {
    const configuration = ourConfiguration('CONFIG_SPL=y\nCONFIG_SYS_MALLOC_SMALL=y\n');
    const [proper, spl] = (['u-boot', 'spl'] as const).map((phase) =>
      phaseOptions(configuration, phase),
    );
    expect(proper).not.toEqual(spl);
    expect(canonicalForm(proper!)).toBe(canonicalForm(spl!));
  });

  test('tells any two options apart, and no order of keys', () => {
    expect(canonicalForm(withEnabled(small, { INSECURE: false }))).not.toBe(canonicalForm(small));
    const { INSECURE, ...others } = small.enabled;
    expect(canonicalForm({ ...small, enabled: { ...others, INSECURE } })).toBe(
      canonicalForm(small),
    );
  });
});
