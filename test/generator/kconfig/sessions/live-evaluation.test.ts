import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { configure, type KconfigTree } from '../../../../generator/kconfig/index.ts';
import { LiveEvaluation } from '../../../../generator/kconfig/sessions/live-evaluation.ts';
import {
  readLine,
  toDefconfig,
  withLine,
  withoutLines,
  type Lines,
} from '../../../../generator/kconfig/sessions/lines.ts';
import type { ConfigSymbol } from '../../../../generator/kconfig/tree/model/model.ts';
import { randomIntegers, seeded } from '../../../support/seed.ts';
import { load } from '../trees.ts';

interface Case {
  readonly name: string;
  readonly kconfig: string;
  readonly runs: readonly { readonly defconfig?: string }[];
}

const path = new URL('../../../vectors/kconfig/cases.json.gz', import.meta.url);
const cases = JSON.parse(gunzipSync(readFileSync(path)).toString()) as readonly Case[];

/** Any line that a user could write about the symbol, right or wrong. */
function randomLines(
  lines: Lines,
  symbol: ConfigSymbol,
  { dialect }: KconfigTree,
  random: (limit: number) => number,
): Lines {
  if (random(5) === 0) return withoutLines(lines, symbol);
  const value = {
    bool: ['y', 'n'],
    tristate: ['y', 'm', 'n'],
    int: ['0', '1', '7', '100', '-5'],
    hex: ['0x0', '0x10', '1f'],
    string: ['""', '"y"', '"text"'],
    float: ['1.5', '-2.0'],
    unknown: [''],
  }[symbol.type];
  const name = symbol.name!;
  const position = { file: 'walk', line: 1, column: 1 };
  const assignment = { name, value: value[random(value.length)]!, unset: false, position };
  const line = readLine(symbol, assignment, dialect);
  return line ? withLine(lines, line) : lines;
}

/** All that a configuration shows of its symbols. */
function valuesOf(tree: KconfigTree, lines: Lines): readonly string[] {
  const configuration = configure(tree, toDefconfig(lines, 'walk'));
  return configuration.symbols.map(
    ({ name, value, visible, inConfig }) => `${name}=${value} ${visible} ${inConfig}`,
  );
}

function liveValues(tree: KconfigTree, { evaluation }: LiveEvaluation): readonly string[] {
  return [...tree.names.values()]
    .filter(({ nodes }) => nodes.length > 0)
    .map((symbol) => {
      const visible = 'nmy'[evaluation.visible[symbol.index]!]!;
      const inConfig = symbol.type !== 'unknown' && evaluation.isWritten(symbol);
      return `${symbol.name}=${evaluation.text(symbol)} ${visible} ${inConfig}`;
    });
}

function withoutFlags(value: string): string {
  return value.replace(/ [nmy] (true|false)$/, '');
}

function walk(tree: KconfigTree, start: Lines, steps: number, random: (limit: number) => number): number {
  const symbols = [...tree.names.values()].filter(({ nodes }) => nodes.length > 0);
  const live = new LiveEvaluation(tree, start);
  let { lines } = live;
  let before = liveValues(tree, live);
  const clean = before.map(withoutFlags);
  for (let step = 0; step < steps; step++) {
    lines = randomLines(lines, symbols[random(symbols.length)]!, tree, random);
    const changes = live.update(lines);
    const after = liveValues(tree, live);
    expect(after).toEqual(valuesOf(tree, lines));
    const changed = after.map(withoutFlags).filter((value, at) => value !== withoutFlags(before[at]!));
    const named = changes.filter(({ symbol }) => !symbol.isChoice);
    expect(named.map(({ symbol, after: value }) => `${symbol.name}=${value}`)).toEqual(changed);
    const isAsBefore = after.every((value, at) => withoutFlags(value) === clean[at]);
    expect(live.isClean).toBe(isAsBefore);
    before = after;
  }
  return live.steps;
}
describe(seeded('random walks give what a full evaluation gives'), () => {
  const groups = 10;
  const parts = ['u-boot', 'linux', 'openwrt'].flatMap((dialect) =>
    Array.from({ length: groups }, (_, group) => ({ dialect, group })),
  );
  test.each(parts)('recorded trees in the dialect $dialect, part $group', ({ dialect, group }) => {
    const random = randomIntegers(group + 1);
    for (let at = group; at < cases.length; at += groups) {
      walk(load(cases[at]!.kconfig, { dialect }), new Map(), dialect === 'u-boot' ? 60 : 20, random);
    }
  });
});
