import { describe, expect, test } from '@jest/globals';

import {
  configure,
  formatDiagnostic,
  loadKconfig,
  parseDefconfig,
  type Diagnostic,
  type KconfigTree,
  type SourceRange,
} from '../../../generator/kconfig/index.ts';
import { errorOf } from './trees.ts';

/** Loads files from memory as an editor does; the root is `Root`. */
function loadLoosely(texts: string | Readonly<Record<string, string>>): KconfigTree {
  const all = typeof texts === 'string' ? { Root: texts } : texts;
  return loadKconfig({
    file: 'Root',
    files: {
      read: (path) => all[path],
      exists: (path) => path in all,
      list: () => Object.keys(all),
    },
    env: {},
    strict: false,
  });
}

/** `code: message` of each error. */
const errors = (tree: KconfigTree): string[] =>
  tree.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((diagnostic) => `${diagnostic.code}: ${formatDiagnostic(diagnostic)}`);

const names = (tree: KconfigTree): string[] =>
  [...tree.names].filter(([, { nodes }]) => nodes.length > 0).map(([name]) => name);

/** The text in a range that is on one line. */
function textAt(text: string, { start, end }: SourceRange): string {
  expect(end.line).toBe(start.line);
  return text.split('\n')[start.line - 1]!.slice(start.column - 1, end.column - 1);
}

describe('without strict an error costs its statement', () => {
  test('a tree without errors is the same', () => {
    const text = 'config A\n\tbool "a"\n';
    expect(loadLoosely(text).diagnostics).toEqual([]);
    expect(names(loadLoosely(text))).toEqual(['A']);
  });

  test('an option: the others of its symbol remain', () => {
    const tree = loadLoosely('config A\n\tbool "a"\n\tdepends B\n\tdefault y\nconfig C\n\tdef_bool A\n');
    expect(errors(tree)).toEqual(["syntax-error: Root:3: expected 'on', found 'B'"]);
    expect(configure(tree).toConfig()).toMatch(/^CONFIG_A=y\nCONFIG_C=y$/m);
  });

  test('the lines that continue an option go with it', () => {
    const tree = loadLoosely('config A\n\tbool "a"\n\tdepends B if \\\n\t\t!C && \\\n\t\tbool\n\tdefault y\n');
    expect(errors(tree)).toEqual([String.raw`syntax-error: Root:3: expected 'on', found 'B if \'`]);
    expect(tree.diagnostics).toHaveLength(1);
    expect(configure(tree).toConfig()).toMatch(/^CONFIG_A=y$/m);
  });

  test('an unknown option: what comes after it remains', () => {
    const text = 'config A\n\tbool "a"\n\tdefalt y\n\tx := 1\nconfig B\n\tbool "b"\n\tonly here\n\tdefault y if\n\tdefault y\n';
    const tree = loadLoosely(text);
    expect(errors(tree)).toEqual([
      "syntax-error: Root:3: unknown option 'defalt': did you mean 'default'?",
      "syntax-error: Root:7: unknown option 'only'",
      'syntax-error: Root:8: expected a symbol, found the end of the line',
    ]);
    expect(configure(tree).get('B')?.value).toBe('y');
  });

  test('an option of the wrong kind, and one with a wrong value', () => {
    const tree = loadLoosely(
      'config A\n\tbool\n\toptional\n\tdefault y\nchoice\n\tprompt "c"\n\tint\n\tdefault "x"\nconfig B\n\tbool "b"\nendchoice\n',
    );
    expect(errors(tree)).toHaveLength(3);
    expect(names(tree)).toEqual(['A', 'B']);
    expect(tree.names.get('B')!.choice).toBeDefined();
  });

  test('a symbol without a name, with all that belongs to it', () => {
    const tree = loadLoosely('config\n\tbool "a"\n\tdefault y\nconfig B\n\tdef_bool y\n');
    expect(errors(tree)).toHaveLength(1);
    expect(names(tree)).toEqual(['B']);
  });

  test('an unknown statement', () => {
    const tree = loadLoosely('confg A\n\tbool "a"\nconfig B\n\tdef_bool y\n');
    expect(errors(tree)).toEqual([
      "syntax-error: Root:1: unknown statement 'confg': did you mean 'config'?",
    ]);
    expect(names(tree)).toEqual(['B']);
  });

  test.each([
    ['a menu without a title', 'menu\nconfig A\n\tdef_bool y\nendmenu\nconfig B\n\tdef_bool y\n', 1],
    ['an if without a condition', 'if\nconfig A\n\tdef_bool y\nendif\nconfig B\n\tdef_bool y\n', 1],
    ['a choice with a wrong name', 'choice x y\n\tprompt "c"\nconfig A\n\tbool "a"\nendchoice\nconfig B\n\tbool\n', 1],
    ['a block without an end', 'menu "m"\nconfig A\n\tbool\nconfig B\n\tbool\n', 1],
    ['an end without a block', 'config A\n\tbool\nendmenu\nconfig B\n\tbool\n', 1],
    ['the end of another block', 'menu "m"\nconfig A\n\tbool\nendif\nendmenu\nconfig B\n\tbool\n', 1],
    ['a menu in a choice', 'choice\n\tprompt "c"\nmenu "m"\nconfig A\n\tbool "a"\nendmenu\nendchoice\nconfig B\n\tbool\n', 1],
  ])('%s', (_, text, count) => {
    const tree = loadLoosely(text);
    expect(errors(tree)).toHaveLength(count);
    expect(names(tree)).toEqual(['A', 'B']);
    const menus = tree.root.first!;
    expect(menus.parent).toBe(tree.root);
  });

  test('what follows a block that has no end in its file is outside of it', () => {
    const tree = loadLoosely({
      Root: 'source "part"\nconfig B\n\tbool "b"\n',
      part: 'menu "m"\n\tdepends on N\nconfig A\n\tbool "a"\n',
    });
    expect(errors(tree)).toHaveLength(1);
    expect(tree.names.get('A')!.directDependencies).toHaveLength(1);
    expect(tree.names.get('B')!.directDependencies).toEqual([]);
  });

  test('a file that is missing, that sources itself, or that has errors of its own', () => {
    const tree = loadLoosely({
      Root: 'source "none"\nsource "part"\nconfig B\n\tdef_bool y\n',
      part: 'source "part"\nconfig A\n\tdef_bool y\n\tdepends A\n',
    });
    expect(errors(tree).map((text) => text.replace(/:\d.*/, ''))).toEqual([
      'source-not-found: Root',
      'recursive-source: part',
      'syntax-error: part',
    ]);
    expect(names(tree)).toEqual(['A', 'B']);
    expect(tree.files).toEqual(['Root', 'part']);
  });

  test.each([
    ['a reference without an end', 'x := $(y\n', 'macro-error'],
    ['a function with wrong arguments', 'x := $(lineno,1)\n', 'macro-error'],
    ['an error of the tree', '$(error-if,y,no)\n', 'error-if'],
    ['a command', 'x := $(shell,true)\n', 'shell-not-allowed'],
    ['a command in a default', 'config A\n\tstring\n\tdefault "$(shell,true)"\n', 'shell-not-allowed'],
    ['a variable that refers to itself', 'x = $(x)\ny := $(x)\nz := $(x)\n', 'macro-error'],
  ])('%s', (_, text, code) => {
    const tree = loadLoosely(`${text}config B\n\tdef_bool y\n`);
    const found = new Set(errors(tree).map((line) => line.slice(0, line.indexOf(':'))));
    expect([...found]).toEqual([code]);
    expect(names(tree)).toContain('B');
  });

  test('a variable can be used again after an error in it', () => {
    const tree = loadLoosely(
      'f = $(lineno,$(1))x\na := $(f,1)\na := $(f,2)\nf = ok\nconfig B\n\tstring\n\tdefault "$(f)"\n',
    );
    expect(errors(tree)).toHaveLength(2);
    expect(configure(tree).get('B')!.value).toBe('ok');
  });

  test('a cycle of values: all of them are reported, and the rest is evaluated', () => {
    const tree = loadLoosely(
      'config A\n\tbool "a"\n\tdepends on B\nconfig B\n\tbool "b"\n\tdepends on A\n' +
        'config C\n\tbool "c"\n\tdepends on D\nconfig D\n\tbool "d"\n\tdepends on C\nconfig E\n\tdef_bool y\n',
    );
    expect(errors(tree).map((line) => line.split('\n')[0])).toEqual([
      expect.stringMatching(/^dependency-loop: Root:\d: a value depends on itself: [AB] → [AB]/),
      expect.stringMatching(/^dependency-loop: Root:\d+: a value depends on itself: [CD] → [CD]/),
    ]);
    expect(configure(tree).get('E')!.value).toBe('y');
  });

  test('a transitional symbol with a prompt', () => {
    const tree = loadLoosely('config A\n\tbool "a"\n\ttransitional\nconfig B\n\tdef_bool y\n');
    expect(errors(tree)).toHaveLength(1);
    expect(names(tree)).toEqual(['A', 'B']);
  });

  test('nesting beyond the limit ends the reading, not the tree', () => {
    const tree = loadLoosely(`config B\n\tdef_bool y\n${'menu "m"\n'.repeat(300)}config A\n\tbool\n`);
    expect(errors(tree)).toEqual([expect.stringMatching(/^too-complex: Root:\d+: blocks/)]);
    expect(names(tree)).toEqual(['B']);
  });

  test('there may be any number of errors', () => {
    const tree = loadLoosely(`${'nonsense\n'.repeat(100)}config A\n\tbool\n`);
    expect(errors(tree)).toHaveLength(100);
    expect(names(tree)).toEqual(['A']);
  });

  test('strict trees are refused as before', () => {
    const files = { read: () => 'config\nconfig A\n\tbool\n', exists: (path: string) => path === 'Root', list: () => [] };
    const error = errorOf(() => loadKconfig({ file: 'Root', files, env: {} }));
    expect(error.code).toBe('syntax-error');
  });
});

describe('every error has a range', () => {
  test.each([
    ['config A\n\tdepends B\n', 'B'],
    ['config A\n\tbool "a" "b"\n', '"b"'],
    ['config A\n\tdepends on\n', ''],
    ['confg A\n', 'confg'],
    ['source "none"\n', 'source "none"'],
    ['x := $(y\n', 'x'],
    ['$(error-if,y,(no) $(x))\n', '$(error-if,y,(no) $(x))'],
    ['config A\n\tdef_bool a$(shell,true)b if A\n', 'a$(shell,true)b'],
    ['config A\n\tstring "a"\n\tdefault "b $(shell,true) c"\n', '"b $(shell,true)'],
    ['config A\n\tdef_bool $(y \n', '$(y'],
    [' := y\n', ':='],
    ['config A\n\toptional\n', 'optional'],
    ['menu "m"\n', 'menu "m"'],
    ['endmenu\n', 'endmenu'],
  ])('%j', (text, expected) => {
    const [diagnostic] = loadLoosely(text).diagnostics as [Diagnostic];
    expect(textAt(text, diagnostic.range)).toBe(expected);
    expect(diagnostic.range.file).toBe('Root');
  });

  test('an error that is thrown has one too', () => {
    const files = { read: () => 'config A\n\tdepends B\n', exists: () => true, list: () => [] };
    try {
      loadKconfig({ file: 'Root', files, env: {} });
    } catch (error) {
      expect(error).toMatchObject({
        range: { file: 'Root', start: { line: 2, column: 10 }, end: { line: 2, column: 11 } },
      });
    }
    expect.assertions(1);
  });

  test('a statement over two lines ends where its last line does', () => {
    const [diagnostic] = loadLoosely('config A\n\tbool\n\tselect B \\\n\t\tif C\nconfig B\n\tint\n').diagnostics;
    expect(diagnostic).toMatchObject({
      code: 'select-of-wrong-type',
      range: { start: { line: 3, column: 2 }, end: { line: 4, column: 7 } },
    });
  });

  test('the lines of a configuration', () => {
    const tree = loadLoosely('config A\n\tint "a"\n\trange 1 5\n');
    const text = 'CONFIG_A=7\nCONFIG_NONE=y\n nonsense\n';
    const { diagnostics } = configure(tree, parseDefconfig(text, 'd'));
    expect(diagnostics.map(({ range }) => textAt(text, range))).toEqual([
      'CONFIG_A=7',
      'CONFIG_NONE=y',
      ' nonsense',
    ]);
  });

  test('comments and blanks after a statement are not part of it', () => {
    const text = 'config A   # the first\n\tbool\t# a bool\n\tselect B  # no such\nconfig B\n\tint\n';
    const ranges = loadLoosely(text).diagnostics.map(({ range }) => textAt(text, range));
    expect(ranges).toEqual(['select B']);
  });
});
