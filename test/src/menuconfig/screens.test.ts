import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { brokenConfig, foreignTree, ownTree, Sitting, type SittingOptions } from './sitting.ts';

const FOLDER = join(PACKAGE_ROOT, 'test/src/menuconfig/screens');
const isUpdating = process.env['UPDATE_FIXTURES'] === '1';

const foreign = foreignTree();
const own = ownTree();
const NARROW = { columns: 40, rows: 20 };

/** What is pressed before each picture. `UPDATE_FIXTURES=1` takes the pictures again. */
const SCREENS: Readonly<Record<string, readonly [SittingOptions, ...string[]]>> = {
  'own-main': [{ tree: own }],
  'own-menu': [{ tree: own }, 'down', 'enter', 'c'],
  'own-narrow': [{ tree: own, size: NARROW }, 'down', 'enter'],
  'own-field': [{ tree: own }, 'down', 'enter', ' ', 'ctrl-u', '12'],
  'own-field-narrow': [
    { tree: own, size: NARROW, config: 'CONFIG_SYS_MALLOC_F=y' },
    '/',
    'SYS_MALLOC_F_LEN',
    'enter',
    '1',
    'enter',
  ],
  'own-plan': [{ tree: own }, 'z', '/', 'SPL_SYS_MALLOC_F', 'enter', '1', 'enter'],
  'own-impossible': [{ tree: own }, 'z', '/', 'TPL_SYS_MALLOC_F', 'enter', '1', 'y'],
  'own-keys': [{ tree: own }, 'f1'],
  'own-prices': [{ tree: own, budget: 800 }, 'down', 'enter', 'down'],
  'own-prices-narrow': [{ tree: own, budget: 800, size: NARROW }, 'down', 'enter', 'down'],
  'own-prices-wasm': [{ tree: own, budget: 800, isWasm: true }, 'down', 'enter', 'down'],
  'own-prices-raw': [{ tree: own, budget: 100 }, 'down', 'down', 'enter', 'b'],
  'own-phases': [
    { tree: own, budget: 800, config: 'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC=y\nCONFIG_TPL=y' },
    'p',
    'right',
    'down',
  ],
  'own-phases-narrow': [{ tree: own, budget: 800, config: 'CONFIG_SPL=y', size: NARROW }, 'p'],
  'foreign-main': [{ tree: foreign }],
  'foreign-all': [{ tree: foreign }, 'z', 'f', 'down'],
  'foreign-network': [{ tree: foreign, config: 'CONFIG_WIFI=m' }, 'down', 'enter', 'f', 'down'],
  'foreign-choice': [{ tree: foreign }, '/', 'firewall', 'enter', '1', 'enter'],
  'foreign-chosen': [{ tree: foreign }, '/', 'firewall', 'enter', '1', 'enter', 'home', ' '],
  'foreign-wide': [{ tree: foreign, config: 'CONFIG_EXPERT=y' }, '/', 'emoji', 'enter', '1'],
  'foreign-wide-narrow': [
    { tree: foreign, config: 'CONFIG_EXPERT=y', size: { columns: 22, rows: 10 } },
    '/',
    'emoji',
    'enter',
    '1',
  ],
  'foreign-search': [{ tree: foreign }, '/', 'wifi', 'enter', 'down'],
  'foreign-hidden-hit': [{ tree: foreign }, '/', 'wifi debug', 'enter', '1'],
  'foreign-no-hit': [{ tree: foreign }, '/', 'wifi nothing', 'enter'],
  'foreign-help': [{ tree: foreign }, '/', 'wifi', 'enter', '1', '?'],
  'foreign-range': [
    { tree: foreign, config: 'CONFIG_WIFI=y' },
    '/',
    'wifi_power',
    'enter',
    '1',
    'enter',
    'ctrl-u',
    '25',
  ],
  'foreign-text': [
    { tree: foreign, size: NARROW },
    'end',
    'enter',
    ' 漢字 and a text that is too long',
    'left',
  ],
  broken: [{ tree: foreign, config: brokenConfig(), file: 'broken.config' }, 'down', 'down'],
  'broken-narrow': [
    { tree: foreign, config: brokenConfig(), file: 'broken.config', size: NARROW },
    'a',
  ],
  'broken-save': [
    { tree: foreign, config: brokenConfig(), file: 'broken.config' },
    'a',
    'esc',
    's',
    'enter',
  ],
  'foreign-quit': [{ tree: foreign }, 'end', 'up', 'up', ' ', 'q'],
  'foreign-tiny': [{ tree: foreign, size: { columns: 12, rows: 5 } }, 'down', 'enter'],
};

describe('the screen shows', () => {
  test.each(Object.keys(SCREENS))('%s', async (name) => {
    const [options, ...keys] = SCREENS[name]!;
    const sitting = new Sitting(options).press(...keys);
    if (options.budget !== undefined) await sitting.priced();
    const screen = await sitting.screen();
    // The terminal has the same as the view: no line was wrapped, and wide characters were counted right.
    expect(screen).toEqual(sitting.lines);
    const path = join(FOLDER, `${name}.txt`);
    // How many options there are changes with the tree.
    const shown = name.startsWith('own-phases')
      ? screen.map((line) => line.replace(/ \d+\/\d+$/, ''))
      : screen;
    const text = `${shown
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd()}\n`;
    if (isUpdating) writeFileSync(path, text);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(text);
  });

  test('nothing else is kept', () => {
    const names = readdirSync(FOLDER).map((name) => name.replace(/\.txt$/, ''));
    expect(names.toSorted()).toEqual(Object.keys(SCREENS).toSorted());
  });
});
