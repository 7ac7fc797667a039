import { describe, expect, test } from '@jest/globals';
import {
  enabledPhases,
  phaseOptions,
  PhaseNotEnabledError,
} from '../../../generator/options/index.ts';
import { ourConfiguration } from './configuration.ts';

describe('enabledPhases', () => {
  test.each([
    ['', ['u-boot']],
    ['CONFIG_SPL=y\n', ['u-boot', 'spl']],
    ['CONFIG_TPL=y\n', ['u-boot', 'tpl']],
    ['CONFIG_VPL=y\n', ['u-boot', 'vpl']],
    ['CONFIG_VPL=y\nCONFIG_TPL=y\nCONFIG_SPL=y\n', ['u-boot', 'spl', 'tpl', 'vpl']],
    ['CONFIG_VPL=y\n# CONFIG_VPL is not set\n', ['u-boot']],
  ])('%j', (defconfig, phases) => {
    expect(enabledPhases(ourConfiguration(defconfig))).toEqual(phases);
  });
});

test('a phase that is not built has no options', () => {
  const configuration = ourConfiguration('CONFIG_SPL=y\n');
  expect(() => phaseOptions(configuration, 'tpl')).toThrow(PhaseNotEnabledError);
  expect(() => phaseOptions(configuration, 'tpl')).toThrow(/^tpl: .*CONFIG_TPL=y/);
  expect(phaseOptions(configuration, 'spl').phase).toBe('spl');
});
