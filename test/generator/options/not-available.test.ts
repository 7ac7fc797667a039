import { describe, expect, test } from '@jest/globals';
import {
  enabledPhases,
  NOT_AVAILABLE_YET,
  OptionNotAvailableError,
  phaseOptions,
} from '../../../generator/options/index.ts';
import { ourConfiguration } from './configuration.ts';

function refusalOf(defconfig: string, phase: Parameters<typeof phaseOptions>[1] = 'u-boot') {
  try {
    phaseOptions(ourConfiguration(defconfig), phase);
  } catch (error) {
    expect(error).toBeInstanceOf(OptionNotAvailableError);
    return (error as OptionNotAvailableError).message;
  }
  throw new Error(`accepted: ${defconfig}`);
}

function lineFor(symbol: string, value: 'y' | 'n') {
  return value === 'y' ? `CONFIG_${symbol}=y` : `# CONFIG_${symbol} is not set`;
}

describe('every entry of the table is refused', () => {
  const prelude = 'CONFIG_SPL=y\n';

  test.each(NOT_AVAILABLE_YET)('$symbol=$refused', ({ symbol, refused, feature }) => {
    const defconfig = `${prelude}${lineFor(symbol, refused)}\n`;
    const phase = symbol.startsWith('SPL_') ? 'spl' : 'u-boot';
    expect(refusalOf(defconfig, phase)).toBe(
      `x_defconfig:2: ${symbol}: ${feature} is not available yet; remove the line.`,
    );
  });

  test('in every phase, where the option belongs to all', () => {
    const forAll = NOT_AVAILABLE_YET.filter(({ symbol }) => !symbol.startsWith('SPL_'));
    for (const { symbol, refused } of forAll) {
      const configuration = ourConfiguration(
        `CONFIG_SPL=y\nCONFIG_TPL=y\n${lineFor(symbol, refused)}\n`,
      );
      const phases = enabledPhases(configuration);
      expect(phases).toHaveLength(3);
      for (const phase of phases) {
        expect(() => phaseOptions(configuration, phase)).toThrow(OptionNotAvailableError);
      }
    }
  });
});
