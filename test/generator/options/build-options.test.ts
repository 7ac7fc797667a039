import { describe, expect, test } from '@jest/globals';
import {
  canonicalForm,
  InvalidBuildOptionsError,
  parseBuildOptions,
  phaseOptions,
} from '../../../generator/options/index.ts';
import { ourConfiguration } from './configuration.ts';

const small = phaseOptions(ourConfiguration('CONFIG_SYS_MALLOC_SMALL=y\n'), 'u-boot');

const simple = phaseOptions(ourConfiguration('CONFIG_VPL=y\n'), 'vpl');

function simpleAnd(enabled: Readonly<Record<string, boolean>>) {
  return { ...simple, enabled: { ...simple.enabled, ...enabled } };
}

function faultOf(value: unknown): string {
  try {
    parseBuildOptions(value);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidBuildOptionsError);
    return (error as Error).message;
  }
  throw new Error('accepted');
}

describe('parseBuildOptions', () => {
  test('takes what phaseOptions gives, through JSON and in any order of keys', () => {
    const shuffled = {
      values: small.values,
      enabled: Object.fromEntries(Object.entries(small.enabled).toReversed()),
      phase: small.phase,
      global: small.global,
    };
    const parsed = parseBuildOptions(JSON.parse(JSON.stringify(shuffled)));
    expect(JSON.stringify(parsed)).toBe(JSON.stringify(small));
  });

  test.each([
    [
      'an unknown name',
      { ...small, enabled: { ...small.enabled, NO_TREEBINS: true } },
      'NO_TREEBINS',
    ],
    ['a missing name', { ...small, global: { SANDBOX: false } }, 'global.64BIT'],
    [
      'a wrong type',
      { ...small, enabled: { ...small.enabled, INSECURE: 'y' } },
      'enabled.INSECURE',
    ],
    ['an unknown phase', { ...small, phase: 'qpl' }, 'phase'],
    [
      'a negative length',
      { ...small, values: { ...small.values, SYS_MALLOC_F_LEN: -1 } },
      'values.SYS_MALLOC_F_LEN',
    ],
    [
      '4 GiB',
      { ...small, values: { ...small.values, SYS_MALLOC_LEN: 2 ** 32 } },
      'values.SYS_MALLOC_LEN',
    ],
    [
      'a full malloc() without a pool',
      { ...small, values: { ...small.values, SYS_MALLOC_LEN: 0 } },
      'values.SYS_MALLOC_LEN',
    ],
    [
      'the simple malloc() without its pool',
      { ...small, enabled: { ...small.enabled, SYS_MALLOC_SIMPLE: true } },
      'enabled.SYS_MALLOC_SIMPLE',
    ],
    [
      'dlmalloc 2.6.6 in a simple phase',
      simpleAnd({ SYS_MALLOC_LEGACY: true }),
      'enabled.SYS_MALLOC_LEGACY',
    ],
    ['no object', 'small', 'options'],
  ])('refuses %s', (_, value, place) => {
    expect(faultOf(value)).toContain(place);
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
    const other = { ...small, enabled: { ...small.enabled, INSECURE: false } };
    expect(canonicalForm(other)).not.toBe(canonicalForm(small));
    const reordered = {
      ...small,
      enabled: Object.fromEntries(Object.entries(small.enabled).toReversed()),
    };
    expect(canonicalForm(reordered)).toBe(canonicalForm(small));
  });
});
