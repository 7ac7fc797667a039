import { describe, expect, test } from '@jest/globals';

import { load } from '../../generator/kconfig/trees.ts';
import { brokenConfig, foreignTree, Sitting } from './sitting.ts';

const tree = foreignTree();

describe('the preview', () => {
  const previewOf = (config: string): string =>
    new Sitting({ tree, config })
      .press('esc', 'v')
      .send({ kind: 'preview', present: config })
      .lines.join('\n');

  test('lists all lines that disappear, and no titles', () => {
    const { session } = new Sitting({ tree }).model;
    const written = session
      .save()
      .replace('CONFIG_MODULES=y', 'CONFIG_MODULES=n\nCONFIG_MODULES=y');
    const preview = previewOf(`${written}# of mine\nnonsense\nCONFIG_GONE=y\n`);
    const [changes] = /What would change[^]*?\n\n/.exec(preview)!;
    expect(changes.trim().split('\n').slice(1)).toEqual([
      '- CONFIG_MODULES=n',
      '- CONFIG_GONE=y',
      '- # of mine',
      '- nonsense',
    ]);
  });

  test('has nothing of a file as it would be written', () => {
    const { session } = new Sitting({ tree }).model;
    expect(previewOf(session.save())).toMatch(/What would change in \.config:\n {2}nothing\n/);
  });
});

test('saving names the lines that would be lost', () => {
  const config = brokenConfig();
  const sitting = new Sitting({ tree, config, file: 'broken.config' }).press('esc', 's', 'enter');
  expect(sitting.lines.join('\n')).toMatch(/would be lost:\n {2}line 1: NET: /);
});

describe('loading', () => {
  test('does not ask about changes before it is known that the file can be read', () => {
    const sitting = new Sitting({ tree, config: 'CONFIG_EXPERT=y\n' }).press(
      'end',
      'up',
      'up',
      'n',
    );
    sitting.press('o', 'ctrl-u', 'other', 'enter');
    expect(sitting.effects).toMatchObject([{ kind: 'read', path: 'other', isAgreed: false }]);
    expect(sitting.model.dialogs).toEqual([]);
  });

  test('asks nothing if nothing would be lost', () => {
    const sitting = new Sitting({ tree }).press('o', 'ctrl-u', 'other', 'enter');
    expect(sitting.effects).toMatchObject([{ kind: 'read', path: 'other', isAgreed: true }]);
  });
});

describe('rows', () => {
  test('of a choice are not new once it was made', () => {
    const rows = (config: string): readonly string[] =>
      new Sitting({ tree, config }).press('/', 'firewall', 'enter', '1', 'enter').lines;
    expect(rows('').filter((line) => line.includes('(NEW)'))).not.toEqual([]);
    expect(rows('CONFIG_FW_NONE=y\n').filter((line) => line.includes('(NEW)'))).toEqual([]);
  });

  test('begin with one that can be selected', () => {
    const { lines } = new Sitting({ tree });
    expect(lines[0]).toMatch(/ 2\/7$/);
    expect(lines[2]).toContain('*** Options of a small foreign tree ***');
  });
});

test('a tree without an allocator has no phases, whatever its symbols are called', () => {
  const other = new Sitting({ tree: load('config 64BIT\n\tbool "64-bit kernel"\n') }).press('p');
  expect(other.model.dialogs).toEqual([]);
  expect(other.lines.join('\n')).toContain('This tree has no options of the phases of U-Boot');
});
