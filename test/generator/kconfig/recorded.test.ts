import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  configure,
  parseDefconfig,
  saveDefconfig,
  writeConfig,
  type Diagnostic,
  type KconfigTree,
} from '../../../generator/kconfig/index.ts';
import { load } from './trees.ts';

interface RecordedCase {
  readonly kconfig: string;
  readonly defconfig: string;
  readonly expected: Readonly<Record<Output | 'savedefconfig' | 'warnings', string>>;
}
type Output = (typeof OUTPUTS)[number];

const OUTPUTS = [
  'defconfig',
  'alldefconfig',
  'allnoconfig',
  'allyesconfig',
  'allmodconfig',
] as const;

const path = new URL('../../vectors/kconfig/cases.json.gz', import.meta.url);
const cases = JSON.parse(gunzipSync(readFileSync(path)).toString()) as RecordedCase[];

/** What the C program's message says, without its words: kind, and what it is about. */
function factsOf(warnings: string, tree: KconfigTree): string[] {
  const facts = new Set<string>();
  for (const line of warnings.split('\n')) {
    const unmet = /unmet direct dependencies detected for (\S+)$/.exec(line);
    const menuconfig = /^Kconfig:(\d+): warning: menuconfig statement without prompt$/.exec(line);
    const memberDefault = /^Kconfig:(\d+):warning: defaults for choice values/.exec(line);
    const conflict = /^defconfig:(\d+):warning: override: (\S+) changes choice state$/.exec(line);
    const inconsistent = /^defconfig:(\d+):warning: (\S+) creates inconsistent choice/.exec(line);
    if (unmet) facts.add(`unmet-dependency ${unmet[1]}`);
    else if (menuconfig) {
      // The C program has read one statement further by then.
      const before = tree.nodes.filter(
        ({ kind, position }) => kind === 'menuconfig' && position.line < Number(menuconfig[1]),
      );
      const symbol = before.toSorted((a, b) => b.position.line - a.position.line)[0]!.symbol!;
      facts.add(`menuconfig-without-prompt ${symbol.name}`);
    } else if (memberDefault) facts.add(`choice-value-default line ${memberDefault[1]}`);
    else if (conflict) facts.add(`choice-conflict ${conflict[2]} line ${conflict[1]}`);
    else if (inconsistent)
      facts.add(`choice-inconsistent ${inconsistent[2]} line ${inconsistent[1]}`);
    else if (!/^( {2}(Selected by|Depends on|- )|$)/.test(line)) facts.add(`unexpected ${line}`);
  }
  return [...facts].toSorted();
}

/** The same of our diagnostics that the C program prints to standard error. */
function ourFacts(diagnostics: readonly Diagnostic[]): string[] {
  const facts = diagnostics
    .filter(({ code, severity }) => severity === 'warning' && code !== 'bool-compared-with-m')
    .map(({ code, symbol, position }) => {
      if (code === 'choice-value-default') return `${code} line ${position.line}`;
      return code.startsWith('choice-')
        ? `${code} ${symbol} line ${position.line}`
        : `${code} ${symbol}`;
    });
  return [...new Set(facts)].toSorted();
}

test('all cases are there', () => {
  expect(cases).toHaveLength(131);
});

describe.each(cases.map((recorded, number) => ({ number, recorded })))(
  'case $number',
  ({ recorded }) => {
    const tree = load(recorded.kconfig);
    const defconfig = parseDefconfig(recorded.defconfig, 'defconfig');
    const result = configure(tree, defconfig);

    test.each(OUTPUTS)('%s is the same, byte for byte', (mode) => {
      const configuration = mode === 'defconfig' ? result : configure(tree, undefined, { mode });
      expect(writeConfig(configuration)).toBe(recorded.expected[mode]);
    });

    test('savedefconfig is the same, byte for byte', () => {
      expect(saveDefconfig(result)).toBe(recorded.expected.savedefconfig);
    });

    test('the warnings tell the same facts', () => {
      expect(ourFacts([...tree.diagnostics, ...result.diagnostics])).toEqual(
        factsOf(recorded.expected.warnings, tree),
      );
    });
  },
);
