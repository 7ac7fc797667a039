import { describe, expect, test } from '@jest/globals';

import {
  loadKconfig,
  openSession,
  parseDefconfig,
  type Row,
  type Session,
} from '../../../../generator/kconfig/index.ts';
import { randomIntegers, seeded } from '../../../support/seed.ts';
import { errorOf, load } from '../trees.ts';

const KCONFIG = `mainmenu "Test"

config MODULES
	bool "modules"
	option modules
	default y

menu "Allocator"

config MALLOC
	bool "Memory allocator"
	help
	  The help of it.

config SMALL
	bool "Small"
	depends on MALLOC

config BINS
	int "Bins"
	range 1 8
	default 4
	depends on MALLOC

endmenu

menuconfig NET
	tristate "Network"
	select CRC

config CRC
	bool "Checksums"

config LEN
	hex "Length"
	default 0x100

config NAME
	string "Name"
	default "none"

choice
	prompt "Speed"

config FAST
	bool "fast"

config SLOW
	bool "slow"
	depends on MALLOC

endchoice

config HELPER
	def_bool y if FAST
`;

function open(defconfig = ''): Session {
  return openSession(load(KCONFIG), parseDefconfig(defconfig, 'x_defconfig'));
}

function rowOf(session: Session, name: string): Row {
  return session.rows().find((row) => row.name === name)!;
}

function marks(session: Session): readonly string[] {
  return session
    .rows()
    .filter(({ isVisible }) => isVisible)
    .map(({ mark, prompt, depth, opens }) => `${'  '.repeat(depth)}${mark} ${prompt}${opens ? ' --->' : ''}`);
}

describe('rows', () => {
  test('are the menus with their marks', () => {
    const session = open('CONFIG_MALLOC=y\nCONFIG_NET=m\n');
    expect(marks(session)).toEqual([
      '[*] modules',
      ' Allocator --->',
      '[*] Memory allocator',
      '  [ ] Small',
      '  (4) Bins',
      '<M> Network --->',
      '-*- Checksums',
      '(0x100) Length',
      '(none) Name',
      ' Speed --->',
      '(X) fast',
      '( ) slow',
    ]);
  });

  test('of one menu only, and with what is hidden', () => {
    const session = open();
    const menu = session.rows().find(({ prompt }) => prompt === 'Allocator')!;
    expect(session.rows({ menu: menu.id }).map(({ name }) => name)).toEqual(['MALLOC', 'SMALL', 'BINS']);
    expect(session.rows({ menu: menu.id, visibleOnly: true }).map(({ name }) => name)).toEqual([
      'MALLOC',
    ]);
    expect(session.rows({ menu: 'main', visibleOnly: true }).map(({ prompt }) => prompt)).toEqual([
      'modules',
      'Allocator',
      'Network',
      'Checksums',
      'Length',
      'Name',
      'Speed',
    ]);
  });

  test('say why something cannot be seen or changed', () => {
    const session = open('CONFIG_NET=y\n');
    expect(rowOf(session, 'SMALL')).toMatchObject({ isVisible: false, isChangeable: false });
    expect(rowOf(session, 'SMALL').reason).toMatch(/^it needs MALLOC \[=n\] \(Root:\d+\), which does not hold$/);
    expect(rowOf(session, 'CRC')).toMatchObject({ isVisible: true, isChangeable: false, mark: '-*-' });
    expect(rowOf(session, 'CRC').reason).toMatch(/^NET selects it \(Root:\d+\)$/);
    expect(rowOf(session, 'MALLOC').reason).toBeUndefined();
  });

  test('know what is new, and have help and place', () => {
    const session = open('CONFIG_MALLOC=y\n');
    expect(rowOf(session, 'MALLOC')).toMatchObject({ isNew: false, help: 'The help of it.\n' });
    expect(rowOf(session, 'SMALL').isNew).toBe(true);
    expect(rowOf(session, 'SMALL').position).toMatchObject({ file: 'Root', line: 15 });
  });

  test('of a tristate without MODULES are those of a bool', () => {
    const session = open('# CONFIG_MODULES is not set\nCONFIG_NET=y\n');
    expect(rowOf(session, 'NET').mark).toBe('[*]');
  });
});

describe('changes', () => {
  test('say all that became different', () => {
    const session = open('CONFIG_SLOW=y\n');
    expect(session.set('MALLOC', 'y').changed).toEqual([
      { name: 'MALLOC', before: 'n', after: 'y' },
      { name: 'BINS', before: '', after: '4' },
      { name: 'FAST', before: 'y', after: 'n' },
      { name: 'SLOW', before: 'n', after: 'y' },
      { name: 'HELPER', before: 'y', after: 'n' },
    ]);
    expect(session.get('SLOW')).toMatchObject({ value: 'y', origin: { kind: 'written' } });
  });

  test('take booleans, numbers and text', () => {
    const session = open();
    expect(session.set('MALLOC', true).changed[0]).toEqual({ name: 'MALLOC', before: 'n', after: 'y' });
    session.set('BINS', 7);
    session.set('LEN', 0x2000);
    session.set('NAME', 'a b');
    expect(['BINS', 'LEN', 'NAME'].map((name) => session.get(name)!.value)).toEqual(['7', '0x2000', 'a b']);
    session.set('LEN', '1f');
    expect(session.get('LEN')!.value).toBe('0x1f');
  });

  test('that cannot take effect yet are kept, and say why', () => {
    const session = open();
    const { changed, notTaken } = session.set('SMALL', 'y');
    expect(changed).toEqual([]);
    expect(notTaken).toMatch(/^it needs MALLOC \[=n\]/);
    expect(session.set('MALLOC', 'y').changed.map(({ name }) => name)).toEqual(['MALLOC', 'SMALL', 'BINS']);
    expect(session.set('BINS', 9).notTaken).toMatch(/^9 is outside the range from 1 to 8/);
    expect(session.get('BINS')!.value).toBe('4');
    session.set('NET', 'y');
    expect(session.set('CRC', 'n').notTaken).toMatch(/^NET selects it/);
  });

  test('of a choice put one member in place of the other', () => {
    const session = open('CONFIG_MALLOC=y\nCONFIG_FAST=y\n');
    expect(session.set('SLOW', 'y').changed.map(({ name, after }) => `${name}=${after}`)).toEqual([
      'FAST=n',
      'SLOW=y',
      'HELPER=n',
    ]);
    session.set('FAST', 'y');
    expect(session.get('SLOW')!.value).toBe('n');
    session.set('SLOW', 'y');
    expect(session.reset('FAST').changed.map(({ name, after }) => `${name}=${after}`)).toEqual([
      'FAST=y',
      'SLOW=n',
      'HELPER=y',
    ]);
  });

  test('are refused when the value is not of the type, or the name is unknown', () => {
    const session = open();
    for (const [name, value, message] of [
      ['MALLOC', 'm', "MALLOC: 'm' is not y or n; give it one"],
      ['NET', 'x', "NET: 'x' is not y, m or n; give it one"],
      ['BINS', '0x4', "BINS: '0x4' is not an integer; give it one"],
      ['LEN', 'zz', "LEN: 'zz' is not a hex number; give it one"],
    ] as const) {
      expect(errorOf(() => session.set(name, value))).toEqual({ code: 'bad-value', message });
    }
    expect(errorOf(() => session.set('MALOC', 'y'))).toEqual({
      code: 'unknown-symbol',
      message: 'MALOC: the tree has no such symbol; did you mean MALLOC?',
    });
    expect(errorOf(() => session.reset('ZZZZZZ')).code).toBe('unknown-symbol');
    expect(session.canUndo).toBe(false);
  });

  test('can be undone and made again', () => {
    const session = open();
    const states = [session.save()];
    session.set('MALLOC', 'y');
    states.push(session.save());
    session.set('BINS', 2);
    states.push(session.save());
    expect(session.undo().changed).toEqual([{ name: 'BINS', before: '2', after: '4' }]);
    expect(session.save()).toBe(states[1]);
    session.undo();
    expect(session.save()).toBe(states[0]);
    expect(session.undo()).toEqual({ changed: [] });
    session.redo();
    session.redo();
    expect(session.save()).toBe(states[2]);
    expect(session.redo()).toEqual({ changed: [] });
    session.undo();
    session.set('SMALL', 'y');
    expect([session.canUndo, session.canRedo]).toEqual([true, false]);
  });

  test('can be to all assignments of another configuration', () => {
    const session = open('CONFIG_MALLOC=y\nCONFIG_SLOW=y\n');
    const before = session.save();
    const other = parseDefconfig('CONFIG_MALLOC=y\nCONFIG_BINS=2\n', 'other');
    expect(session.replace(other).changed.map(({ name }) => name)).toEqual(['BINS', 'FAST', 'SLOW', 'HELPER']);
    expect(session.save()).toBe(openSession(session.tree, other).save());
    session.undo();
    expect(session.save()).toBe(before);
  });

  test('cost only what depends on them', () => {
    const session = open('CONFIG_MALLOC=y\n');
    const cost = (change: () => unknown): number => {
      const before = session.steps;
      change();
      return session.steps - before;
    };
    expect(cost(() => session.set('SMALL', 'y'))).toBe(1);
    expect(cost(() => session.set('SMALL', 'y'))).toBeLessThanOrEqual(1);
    expect(cost(() => session.set('MALLOC', 'n'))).toBe(4);
    const again = { ...session.defconfig(), file: 'again' };
    expect(cost(() => session.replace(again))).toBe(0);
  });
});

test('a session is clean while every value is the one that was saved', () => {
  const session = open('CONFIG_MALLOC=y\n');
  expect(session.isClean).toBe(true);
  session.set('BINS', 4);
  expect(session.isClean).toBe(true);
  session.set('BINS', 3);
  expect(session.isClean).toBe(false);
  session.markClean();
  expect(session.isClean).toBe(true);
  session.set('MALLOC', 'n');
  session.set('SLOW', 'y');
  expect(session.isClean).toBe(false);
  session.undo();
  session.undo();
  expect(session.isClean).toBe(true);
  session.undo();
  expect(session.isClean).toBe(false);
  // Everything is evaluated again.
  session.redo();
  session.set('MODULES', 'n');
  expect(session.isClean).toBe(false);
  session.reset('MODULES');
  expect(session.isClean).toBe(true);
});

test('search finds words in names and prompts, and says where to jump', () => {
  const session = open();
  expect(session.search('config_MALLOC').map(({ row }) => row.name)).toEqual(['MALLOC']);
  expect(session.search('allocator').map(({ row }) => row.prompt)).toEqual(['Allocator', 'Memory allocator']);
  const [hit] = session.search('SMA small');
  expect(hit!.row.isVisible).toBe(false);
  expect(hit!.jumpTo!.prompt).toBe('Allocator');
  expect(session.search('memory net')).toEqual([]);
  expect(session.search('  ')).toEqual([]);
  const commented = openSession(load('comment "net needs more"\n\nconfig WIFI\n\tbool "wireless net"\n'));
  expect(commented.search('net').map(({ row }) => row.kind)).toEqual(['config', 'comment']);
});

test('difference is that from the opened file, or from the defaults', () => {
  const session = open('CONFIG_MALLOC=y\n');
  session.set('NAME', 'other');
  expect(session.difference()).toEqual([{ name: 'NAME', before: '"none"', after: '"other"' }]);
  expect(session.difference('defaults').map(({ name }) => name)).toEqual(['BINS', 'MALLOC', 'NAME']);
});

test('what is saved reloads to the same, and the minimal defconfig too', () => {
  const session = open('CONFIG_MALLOC=y\nCONFIG_SLOW=y\n');
  session.set('BINS', 2);
  expect(session.saveMinimal()).toBe('CONFIG_MALLOC=y\nCONFIG_BINS=2\nCONFIG_SLOW=y\n');
  for (const text of [session.save(), session.saveMinimal()]) {
    expect(openSession(session.tree, parseDefconfig(text, 'again')).save()).toBe(session.save());
  }
});

test('a session has the diagnostics of the file that was opened', () => {
  expect(open('CONFIG_GONE=y\n').diagnostics.map(({ code }) => code)).toEqual(['unknown-symbol']);
});

test(seeded('a random walk over our own tree saves what it shows'), () => {
  const tree = loadKconfig({ file: 'Kconfig', srctree: '.', env: {} });
  const session = openSession(tree);
  const random = randomIntegers(99);
  const rows = session.rows().filter(({ name }) => name !== undefined);
  for (let step = 0; step < 400; step++) {
    const { name, type } = rows[random(rows.length)]!;
    if (type === 'bool') session.set(name!, random(2) === 0 ? 'y' : 'n');
    else if (random(4) === 0) session.undo();
    else session.reset(name!);
    if (step % 20 > 0) continue;
    const again = openSession(tree, parseDefconfig(session.save(), '.config'));
    expect(again.save()).toBe(session.save());
    expect(again.rows().map(({ value }) => value)).toEqual(session.rows().map(({ value }) => value));
  }
});

describe('what a menu asks', () => {
  test('which values a row can be set to', () => {
    const session = open();
    expect(rowOf(session, 'MALLOC').allowed).toEqual(['n', 'y']);
    expect(rowOf(session, 'NET').allowed).toEqual(['n', 'm', 'y']);
    expect(rowOf(session, 'SMALL').allowed).toEqual([]);
    expect(rowOf(session, 'BINS').allowed).toEqual([]);
    expect(rowOf(session, 'FAST').allowed).toEqual(['y']);
    session.set('NET', 'm');
    expect(rowOf(session, 'CRC').allowed).toEqual(['y']);
    session.set('MODULES', 'n');
    expect(rowOf(session, 'NET').allowed).toEqual(['n', 'y']);
  });

  test('sets several values as one step', () => {
    const session = open();
    const { changed } = session.setAll({ MALLOC: 'y', SMALL: 'y', BINS: 7 });
    expect(changed).toEqual([
      { name: 'MALLOC', before: 'n', after: 'y' },
      { name: 'SMALL', before: 'n', after: 'y' },
      { name: 'BINS', before: '', after: '7' },
    ]);
    session.undo();
    expect(session.get('MALLOC')?.value).toBe('n');
    expect(session.canUndo).toBe(false);
  });

  test('says what values would change, and changes nothing', () => {
    const session = open();
    session.set('NET', 'y');
    session.undo();
    const before = session.save();
    expect(session.changesBy({ NET: 'm' })).toEqual([
      { name: 'NET', before: 'n', after: 'm' },
      { name: 'CRC', before: 'n', after: 'y' },
    ]);
    expect(session.save()).toBe(before);
    expect(session.canRedo).toBe(true);
    expect(() => session.changesBy({ NET: 'm', BINS: 'x' })).toThrow('BINS');
    expect(session.save()).toBe(before);
  });

  test.each([
    ['BINS', '8', undefined],
    ['BINS', '9', '9 is outside the range from 1 to 8 (Root:21)'],
    ['BINS', '1k', "'1k' is not an integer"],
    ['BINS', '', "'' is not an integer"],
    ['LEN', 'fff', undefined],
    ['LEN', '0xzz', "'0xzz' is not a hex number"],
    ['NAME', 'any "text"', undefined],
    ['NAME', 'two\nlines', 'a text has no line breaks'],
  ])('%s %j is checked: %s', (name, text, expected) => {
    expect(open('CONFIG_MALLOC=y').check(name, text)).toBe(expected);
  });

  test('a text of two lines is refused, as it would not be read again', () => {
    const session = open('CONFIG_MALLOC=y');
    const before = session.save();
    expect(() => session.set('NAME', 'two\nlines')).toThrow(
      'NAME: a text is one line of a configuration: leave out its line breaks',
    );
    expect(session.save()).toBe(before);
  });

  test('the range of a number and its default', () => {
    const session = open('CONFIG_MALLOC=y\nCONFIG_BINS=7');
    expect(session.limits('BINS')).toMatchObject({
      default: '4',
      range: { low: '1', high: '8', position: { file: 'Root', line: 21 } },
    });
    expect(session.limits('NAME')).toEqual({ default: 'none' });
    expect(session.get('BINS')?.value).toBe('7');
  });

  test('the help of a row, the row with an id, and whether a menu is empty', () => {
    const session = open();
    const { id } = rowOf(session, 'MALLOC');
    expect(session.help(id)).toMatch(/^CONFIG_MALLOC:\n\nThe help of it\.\n\nSymbol: MALLOC \[=n\]/);
    expect(session.row(id)?.name).toBe('MALLOC');
    const menu = session.rows().find(({ kind }) => kind === 'menu')!;
    expect(session.hasShownRows(menu.id)).toBe(true);
    expect(session.hasShownRows(rowOf(session, 'NET').id)).toBe(false);
    expect(session.row(-1)).toBeUndefined();
  });
});
