import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { writeConfig } from '../../generator/kconfig/index.ts';
import { enabledPhases, phaseOptions } from '../../generator/options/index.ts';
import { ourConfiguration } from '../generator/options/configuration.ts';

const names = readdirSync('configs').filter((name) => name.endsWith('_defconfig'));

const textOf = (name: string) => readFileSync(`configs/${name}`, 'utf8');

describe.each(names)('%s', (name) => {
  test('loads without diagnostics', () => {
    expect(ourConfiguration(textOf(name)).diagnostics).toEqual([]);
  });

  test('is as savedefconfig writes it: each line in the order of the tree, and none too many', () => {
    const text = textOf(name);
    const lines = text.split('\n').slice(0, -1);
    const config = writeConfig(ourConfiguration(text));
    const order = lines.map((line) => config.indexOf(`\n${line}\n`));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));

    for (const line of lines) {
      const without = lines.filter((other) => other !== line).join('\n');
      expect(writeConfig(ourConfiguration(`${without}\n`))).not.toBe(config);
    }
  });

  test('gives options for each phase', () => {
    const configuration = ourConfiguration(textOf(name));
    for (const phase of enabledPhases(configuration)) {
      expect(phaseOptions(configuration, phase).phase).toBe(phase);
    }
  });
});

test('sandbox_vpl builds four phases, two of them with the simple malloc() alone', () => {
  const configuration = ourConfiguration(textOf('sandbox_vpl_defconfig'));
  const simple = enabledPhases(configuration).map((phase) => [
    phase,
    phaseOptions(configuration, phase).enabled.SYS_MALLOC_SIMPLE,
  ]);
  expect(simple).toEqual([
    ['u-boot', false],
    ['spl', false],
    ['tpl', true],
    ['vpl', true],
  ]);
});
