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

  test.each(NOT_AVAILABLE_YET.filter(({ perPhase }) => perPhase))(
    'SPL_$symbol=$refused',
    ({ symbol, refused }) => {
      const defconfig = `${prelude}${lineFor(`SPL_${symbol}`, refused)}\n`;
      expect(refusalOf(defconfig, 'spl')).toMatch(`x_defconfig:2: SPL_${symbol}: `);
      expect(() => phaseOptions(ourConfiguration(defconfig), 'u-boot')).not.toThrow();
    },
  );

  test('in every phase, where the option belongs to all', () => {
    const forAll = NOT_AVAILABLE_YET.filter(
      ({ symbol, perPhase }) => perPhase === undefined && !symbol.startsWith('SPL_'),
    );
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

test('what is off because it means nothing in the phase is not refused', () => {
  const configuration = ourConfiguration('CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\n');
  expect(configuration.get('SPL_MORECORE_CONTIGUOUS')?.value).toBe('n');
  expect(() => phaseOptions(configuration, 'spl')).not.toThrow();
});
