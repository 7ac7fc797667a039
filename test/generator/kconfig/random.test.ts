import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MallocgenError } from '../../../generator/error.ts';
import {
  configure,
  loadKconfig,
  parseDefconfig,
  saveDefconfig,
  writeConfig,
  type KconfigTree,
  type Mode,
} from '../../../generator/kconfig/index.ts';
import { runs, seeded } from '../../support/seed.ts';
import { withFolder } from './trees.ts';

const RUNS = runs(300);

const MODES: readonly Mode[] = [
  'defconfig',
  'olddefconfig',
  'alldefconfig',
  'allnoconfig',
  'allyesconfig',
  'allmodconfig',
];

const symbol = fc.integer({ min: 0, max: 9 }).map((number) => `S${number}`);
const operand = fc.oneof({ weight: 5, arbitrary: symbol }, fc.constantFrom('y', 'm', 'n', '5', '0x10', '"a"', 'NONE'));
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    operand,
    fc.tuple(operand, fc.constantFrom('=', '!=', '<', '>='), operand).map((parts) => parts.join(' ')),
    tie('condition').map((inner) => `!(${inner})`),
    fc.tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition')).map((parts) => `(${parts.join(' ')})`),
  ),
}));
const suffix = fc.option(condition.map((text) => ` if ${text}`), { nil: '' });

const option = fc.oneof(
  fc.tuple(fc.constantFrom('bool', 'tristate', 'int', 'hex', 'string'), fc.boolean()).map(([type, prompt]) => (prompt ? `${type} "p"` : type)),
  suffix.map((text) => `prompt "q"${text}`),
  fc.tuple(condition, suffix).map(([value, text]) => `default ${value}${text}`),
  fc.tuple(fc.constantFrom('select', 'imply'), symbol, suffix).map(([kind, target, text]) => `${kind} ${target}${text}`),
  fc.tuple(operand, operand, suffix).map(([low, high, text]) => `range ${low} ${high}${text}`),
  condition.map((text) => `depends on ${text}`),
);
const config = fc
  .tuple(fc.constantFrom('config', 'menuconfig'), symbol, fc.array(option, { maxLength: 5 }))
  .map(([kind, name, options]) => [`${kind} ${name}`, ...options.map((text) => `\t${text}`), ''].join('\n'));
const { block } = fc.letrec<{ block: string }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: config },
    fc.tuple(condition, fc.array(tie('block'), { maxLength: 4 })).map(([text, body]) => `if ${text}\n${body.join('')}endif\n`),
    fc.tuple(condition, fc.array(tie('block'), { maxLength: 4 })).map(([text, body]) => `menu "m"\n\tvisible if ${text}\n${body.join('')}endmenu\n`),
    fc.tuple(suffix, fc.boolean(), fc.array(config, { maxLength: 4 })).map(([text, optional, body]) => `choice\n\tprompt "c"${text}\n${optional ? '\toptional\n' : ''}${body.join('')}endchoice\n`),
    condition.map((text) => `comment "c"\n\tdepends on ${text}\n`),
  ),
}));
const kconfig = fc.array(block, { minLength: 1, maxLength: 12 }).map((parts) => parts.join('\n'));
const line = fc.oneof(
  fc.tuple(symbol, fc.constantFrom('y', 'm', 'n', '5', '0x10', '"a"', '4M', '')).map(([name, value]) => `CONFIG_${name}=${value}`),
  symbol.map((name) => `# CONFIG_${name} is not set`),
  fc.string(),
);
const defconfig = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));

/** Loads a tree, or gives undefined when it is refused with an error of ours. */
function tryLoad(text: string): KconfigTree | undefined {
  try {
    return withFolder({ Root: text }, (folder) => loadKconfig({ file: 'Root', srctree: folder, env: {} }));
  } catch (error) {
    if (error instanceof MallocgenError) return undefined;
    throw error;
  }
}

describe(seeded("random trees"), () => {
  test('every mode ends, and the same input gives the same bytes', () => {
    let taken = 0;
    fc.assert(
      fc.property(kconfig, defconfig, (text, lines) => {
        const tree = tryLoad(text);
        if (!tree) return;
        taken++;
        for (const mode of MODES) {
          const once = configure(tree, parseDefconfig(lines, 'd'), { mode });
          const again = configure(tree, parseDefconfig(lines, 'd'), { mode });
          expect(writeConfig(again)).toBe(writeConfig(once));
          expect(again.diagnostics).toEqual(once.diagnostics);
          for (const value of once.symbols) expect(value.origin.kind).not.toBe('');
        }
      }),
      RUNS,
    );
    expect(taken).toBeGreaterThan(20);
  });

  test('olddefconfig leaves a .config that came out of it as it is', () => {
    fc.assert(
      fc.property(kconfig, defconfig, (text, lines) => {
        const tree = tryLoad(text);
        if (!tree || tree.isOrderSensitive) return;
        const settle = (lastConfig: string): string =>
          writeConfig(configure(tree, parseDefconfig(lastConfig, 'd'), { mode: 'olddefconfig' }));
        const once = settle(settle(lines));
        fc.pre(!/"/.test(once));
        expect(settle(once)).toBe(once);
      }),
      RUNS,
    );
  });

  test('savedefconfig never has more lines than .config', () => {
    fc.assert(
      fc.property(kconfig, defconfig, (text, lines) => {
        const tree = tryLoad(text);
        if (!tree) return;
        const configuration = configure(tree, parseDefconfig(lines, 'd'));
        const written = new Set(writeConfig(configuration).split('\n'));
        for (const saved of saveDefconfig(configuration).split('\n')) expect(written).toContain(saved);
      }),
      RUNS,
    );
  });

  test('any text ends with a tree or an error of ours', () => {
    const word = fc.constantFrom('config', 'A', 'bool', 'if', '"', '(', ')', '$(', '!', '=', '\\', '\n', '\t', 'help', 'choice', 'endif', '#', ',');
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 60 }), (words) => {
        tryLoad(words.join(' '));
      }),
      { ...RUNS, numRuns: 500 },
    );
  });
});
