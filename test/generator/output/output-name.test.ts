import { basename, dirname, join } from 'node:path';

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { isConfigurationName, OutputError, outputName } from '../../../generator/output/index.ts';

test.each([
  ['sandbox_defconfig', 'sandbox'],
  ['configs/qemu-x86_64_defconfig', 'qemu-x86_64'],
  ['../../x_defconfig', 'x'],
  ['/etc/am335x_evm_defconfig', 'am335x_evm'],
  ['board.config', 'board.config'],
  ['board.defconfig', 'board'],
  ['a.b.defconfig', 'a.b'],
  ['defconfig', 'defconfig'],
  ['größe 2_defconfig', 'größe 2'],
  ['a_defconfig_defconfig', 'a_defconfig'],
])('%j gives the name %j', (defconfig, name) => {
  expect(outputName(defconfig)).toBe(name);
});

test.each([
  '',
  '/',
  '..',
  '.',
  '../..',
  '_defconfig',
  '.defconfig',
  'configs/_defconfig',
  '.._defconfig',
  '.hidden_defconfig',
  '..\\x_defconfig',
  'a\0b_defconfig',
  'a\nb_defconfig',
  'C:x_defconfig',
])('%j names no folder', (defconfig) => {
  expect(() => outputName(defconfig)).toThrow(OutputError);
  expect(() => outputName(defconfig)).toThrow(JSON.stringify(defconfig));
});

test.each([
  ['a_defconfig', true],
  ['configs/a.defconfig', true],
  ['.hidden_defconfig', true],
  ['_defconfig', false],
  ['.defconfig', false],
  ['defconfig', false],
  ['a.config', false],
  ['a_defconfig.old', false],
  ['size-baseline.json', false],
])('%j is a configuration by its name: %j', (file, expected) => {
  expect(isConfigurationName(file)).toBe(expected);
});

describe('whatever the defconfig is called', () => {
  test('the folder lies directly inside the output folder', () => {
    const part = fc.constantFrom('..', '.', '/', '\\', '\0', 'a', '_defconfig', '~', ' ');
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 6 }), (parts) => {
        let name: string;
        try {
          name = outputName(parts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(OutputError);
          return;
        }
        const folder = join('/out', name);
        expect(dirname(folder)).toBe('/out');
        expect(basename(folder)).toBe(name);
      }),
      { numRuns: 2000 },
    );
  });
});
