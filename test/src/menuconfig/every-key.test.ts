import { describe, expect, test } from '@jest/globals';

import { KEY_LIST } from '../../../src/menuconfig/model/key-list.ts';
import { view } from '../../../src/menuconfig/view/view.ts';
import { foreignTree, ownTree, Sitting, type SittingOptions } from './sitting.ts';

/** How the help calls a key, and how a program does. */
const NAMES: Readonly<Record<string, string>> = {
  Space: ' ',
  Up: 'up',
  Down: 'down',
  PgUp: 'pageup',
  PgDn: 'pagedown',
  Home: 'home',
  End: 'end',
  Right: 'right',
  Left: 'left',
  Enter: 'enter',
  Esc: 'esc',
  F1: 'f1',
  'Ctrl-L': 'ctrl-l',
  'Ctrl-R': 'ctrl-r',
  'Ctrl-Z': 'ctrl-z',
  'Ctrl-C': 'ctrl-c',
};

const KEYS = KEY_LIST.flatMap(([keys]) => keys);

/** A small screen, so that there is more than one page, with a row selected that is a bool. */
const TREES: Readonly<Record<string, readonly [SittingOptions, ...string[]]>> = {
  'our tree': [
    { tree: ownTree(), size: { columns: 80, rows: 10 } },
    'down',
    'enter',
    'down',
    'y',
    'n',
    'u',
    'u',
    'y',
    'u',
    'z',
    'z',
  ],
  'a foreign tree': [
    { tree: foreignTree(), config: 'CONFIG_WIFI=m', size: { columns: 80, rows: 10 } },
    'down',
    'down',
    'enter',
    'down',
    'n',
    'u',
  ],
};

describe.each(Object.keys(TREES))('in %s', (name) => {
  const [options, ...first] = TREES[name]!;

  test.each(KEYS)('%s does something', (key) => {
    const before = new Sitting(options).press(...first);
    const after = new Sitting(options).press(...first);
    // What a key changes may show only after another row was selected.
    const pressed = NAMES[key] ?? key;
    const starts = [[], ['down'], ['up'], ['n'], ['esc']].map((keys) => {
      const left = new Sitting(options).press(...first, ...keys);
      const right = new Sitting(options).press(...first, ...keys, pressed);
      const isSame = JSON.stringify(view(left.model)) === JSON.stringify(view(right.model));
      return !isSame || right.effects.length > left.effects.length;
    });
    expect(starts).toContain(true);
    before.press(pressed);
    after.press(pressed.toUpperCase() === pressed ? pressed.toLowerCase() : pressed);
    expect(view(after.model)).toEqual(view(before.model));
  });

  test('other keys do nothing', () => {
    const sitting = new Sitting(options).press(...first);
    const before = view({ ...sitting.model, notice: undefined });
    sitting.press('insert', 'tab', 'delete', 'g', 'j', '%', 'ctrl-u');
    expect(view({ ...sitting.model, notice: undefined })).toEqual(before);
  });
});

test('the help lists every key once', () => {
  expect(new Set(KEYS).size).toBe(KEYS.length);
});

test.each(['f1', 'k'])('%s shows the keys beside the phases too', (key) => {
  const sitting = new Sitting({ tree: ownTree() }).press('p', key);
  expect(sitting.model.dialogs.map(({ kind }) => kind)).toEqual(['phases', 'text']);
  expect(sitting.press('esc').model.dialogs.map(({ kind }) => kind)).toEqual(['phases']);
});
