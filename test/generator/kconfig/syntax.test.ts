import { describe, expect, test } from '@jest/globals';
import { menuNodes } from '../../../generator/kconfig/tree/model/menu-nodes.ts';
import { errorOf, load, loadFiles } from './trees.ts';

describe('syntax errors name the place, the text and the remedy', () => {
  test.each([
    ['confg A\n', "Root:1: unknown statement 'confg': did you mean 'config'?"],
    ['gibberish A\n', "Root:1: unknown statement 'gibberish'"],
    [
      '= config A\n\tbool "a"\n',
      "Root:1: '=' has no macro variable before it: name one, or remove the line",
    ],
    [
      'config A\n\tbool "a"\n\t+= y\n',
      "Root:3: '+=' has no macro variable before it: name one, or remove the line",
    ],
    [
      '@$(none) := y\n',
      "Root:1: ':=' has no macro variable before it: name one, or remove the line",
    ],
    [
      'config\n',
      'Root:1: expected the name of a symbol, without quotes, found the end of the line',
    ],
    ['config "A"\n', `Root:1: expected the name of a symbol, without quotes, found '"A"'`],
    ['config A B\n', "Root:1: expected the end of the line, found 'B'"],
    ['config A\n\tbool "a" "b"\n', `Root:2: expected the end of the line, found '"b"'`],
    ['config A\n\tdepends A\n', "Root:2: expected 'on', found 'A'"],
    ['config A\n\tdepends on\n', 'Root:2: expected a symbol, found the end of the line'],
    ['config A\n\tdepends on (A\n', "Root:2: expected ')', found the end of the line"],
    ['config A\n\tdepends on A &&\n', 'Root:2: expected a symbol, found the end of the line'],
    ['config A\n\tdepends on A = B = C\n', "Root:2: expected the end of the line, found '= C'"],
    ['config A\n\trange 1\n', 'Root:2: expected the upper bound, found the end of the line'],
    ['config A\n\tdefault\n', 'Root:2: expected a symbol, found the end of the line'],
    [
      'config A\n\tselect "B"\n',
      `Root:2: expected the name of a symbol, without quotes, found '"B"'`,
    ],
    ['config A\n\toptional\n', "Root:2: 'optional' is not an option of 'config': remove it"],
    ['config A\n\tvisible if A\n', "Root:2: 'visible' is not an option of 'config': remove it"],
    ['comment "c"\n\thelp\n\t  x\n', "Root:2: 'help' is not an option of 'comment': remove it"],
    [
      'bool "a"\n',
      "Root:1: 'bool' is an option: it belongs below 'config', 'choice' or 'menu', not here",
    ],
    ['menu "m"\n', "Root:1: 'menu' has no 'endmenu' in this file: add it"],
    ['if A\nconfig B\n\tbool\n', "Root:1: 'if' has no 'endif' in this file: add it"],
    ['endmenu\n', "Root:1: 'endmenu' closes nothing: no 'menu' is open in this file"],
    [
      'menu "m"\nendif\n',
      "Root:2: 'endif' cannot close the 'menu' of line 1: write 'endmenu' first",
    ],
    [
      'choice\n\tprompt "c"\nmenu "m"\nendmenu\nendchoice\n',
      "Root:3: 'menu' cannot be directly in a choice: move it after 'endchoice'",
    ],
    ['choice\n\tint "c"\nendchoice\n', 'Root:2: a choice is bool or tristate, not int'],
    [
      'choice\n\tprompt "c"\n\tdefault "A"\nendchoice\n',
      'Root:3: the default of a choice is the name of a member',
    ],
    [
      'config A\n\tbool\n\tmodules\nconfig B\n\tbool\n\toption modules\n',
      "Root:6: 'modules' is at A already: remove one",
    ],
    [
      'config A\n\tstring\n\toption defconfig_list\nconfig B\n\tstring\n\toption defconfig_list\n',
      "Root:6: 'option defconfig_list' is at A already: remove one",
    ],
    ['config A\n\thelp now\n', "Root:2: expected the help text on the next line, found 'now'"],
  ])('%j', (kconfig, message) => {
    expect(errorOf(() => load(kconfig))).toEqual({ code: 'syntax-error', message });
  });

  test('the position has the column', () => {
    expect(() => load('config A\n\tdepends on B && &\n')).toThrow(
      expect.objectContaining({ position: { file: 'Root', line: 2, column: 19 } }),
    );
  });

  test('a block cannot be closed in another file', () => {
    const files = { Root: 'menu "m"\nsource "end"\n', end: 'endmenu\n' };
    expect(errorOf(() => loadFiles(files)).message).toBe(
      "end:1: 'endmenu' closes nothing: no 'menu' is open in this file\n" +
        "Root:1: 'menu' has no 'endmenu' in this file: add it",
    );
  });
});

describe('several syntax errors are reported together', () => {
  const messagesOf = (files: Readonly<Record<string, string>>): string[] =>
    errorOf(() => loadFiles(files)).message.split('\n');

  test('of statements, options and other files, in order', () => {
    const files = {
      Root: `confg A
	bool "a"
	help
	  endmenu is not a keyword here
config B
	depends B
	default
	bool "b"
source "sub"
if C &&
config C
	tristate
endif
choice
	int "kind"
endchoice
`,
      sub: 'config D\n\tselect\nmenu\nconfig E\n\toptional\nendmenu\n',
    };
    expect(messagesOf(files)).toEqual([
      "Root:1: unknown statement 'confg': did you mean 'config'?",
      "Root:6: expected 'on', found 'B'",
      'Root:7: expected a symbol, found the end of the line',
      'sub:2: expected the name of a symbol, without quotes, found the end of the line',
      'sub:3: expected quoted text, found the end of the line',
      "sub:5: 'optional' is not an option of 'config': remove it",
      'Root:10: expected a symbol, found the end of the line',
    ]);
  });

  test('the error has all of them', () => {
    expect(() => load('config\nconfig "A"\n')).toThrow(
      expect.objectContaining({
        position: { file: 'Root', line: 1, column: 7 },
        all: [
          expect.objectContaining({ position: { file: 'Root', line: 1, column: 7 } }),
          expect.objectContaining({ position: { file: 'Root', line: 2, column: 8 } }),
        ],
      }),
    );
  });

  test('a block that lacks its end is closed by that of the block around it', () => {
    expect(messagesOf({ Root: 'if A\nmenu "m"\nendif\nconfig B\n\tbool\nendmenu\n' })).toEqual([
      "Root:3: 'endif' cannot close the 'menu' of line 2: write 'endmenu' first",
      "Root:6: 'endmenu' closes nothing: no 'menu' is open in this file",
    ]);
  });

  test('more behind the end of a block does not keep it open', () => {
    expect(messagesOf({ Root: 'menu "m"\nmenu "n"\nendmenu now\nendmenu\nendif\n' })).toEqual([
      "Root:3: expected the end of the line, found 'now'",
      "Root:5: 'endif' closes nothing: no 'if' is open in this file",
    ]);
  });

  test('what the statements say is checked up to the first error only', () => {
    expect(messagesOf({ Root: 'choice\n\tint "a"\nendchoice\nchoice\n\tint "b"\nendchoice\nfoo\n' })).toEqual([
      'Root:2: a choice is bool or tristate, not int',
      "Root:7: unknown statement 'foo'",
    ]);
  });

  test('an error of another kind ends the work', () => {
    expect(messagesOf({ Root: 'foo\nsource "none"\nbar\n' })).toEqual([
      "Root:1: unknown statement 'foo'",
    ]);
  });

  test('no more than 20', () => {
    expect(messagesOf({ Root: 'config\n'.repeat(30) })).toHaveLength(20);
  });
});

describe('source', () => {
  test('a missing file is an error at its statement', () => {
    expect(errorOf(() => load('source "none"\n'))).toMatchObject({ code: 'source-not-found' });
    expect(errorOf(() => load('\nsource "none"\n')).message).toMatch(/^Root:2: cannot read 'none'/);
  });

  test('a missing root is an error with a remedy', () => {
    expect(errorOf(() => loadFiles({}))).toEqual({
      code: 'unreadable-kconfig',
      message: 'Root: cannot be read: give the path of a Kconfig file',
    });
  });

  test('files that source each other in a circle are an error', () => {
    const files = { Root: 'source "a"\n', a: '\nsource "b"\n', b: 'source "a"\n' };
    expect(errorOf(() => loadFiles(files))).toEqual({
      code: 'recursive-source',
      message: "b:1: 'a' sources itself through b:1, from a:2: remove one of these lines",
    });
  });

  test('the same file twice in a row is not a circle', () => {
    const tree = loadFiles({ Root: 'source "a"\nsource "a"\n', a: 'config A\n\tbool\n' });
    expect(tree.names.get('A')!.nodes).toHaveLength(2);
    expect(tree.files).toEqual(['Root', 'a']);
  });

  const files = {
    'sub/Kconfig':
      'rsource "one/Kconfig"\norsource "none"\nosource "sub/*/Kconfig.x"\ngsource "no/*"\n',
    'sub/one/Kconfig': 'config ONE\n\tbool\n',
    'sub/one/Kconfig.x': 'config X1\n\tbool\n',
    'sub/two/Kconfig.x': 'config X2\n\tbool\n',
  };

  test('finds files by relative paths and by patterns, and may lack optional ones', () => {
    const tree = loadFiles({ Root: 'source "sub/Kconfig"\n', ...files });
    expect(tree.files).toEqual([
      'Root',
      'sub/Kconfig',
      'sub/one/Kconfig',
      'sub/one/Kconfig.x',
      'sub/two/Kconfig.x',
    ]);
  });

  test('a pattern without a match is an error where the file is not optional', () => {
    expect(errorOf(() => loadFiles({ Root: 'source "sub/[xy]?*/K"\n', ...files })).code).toBe(
      'source-not-found',
    );
  });
});

describe('positions', () => {
  const tree = load(`mainmenu "t"

menu "m"
	depends on X

  config A
	bool "a" if \\
	  B
	default y

endmenu
`);
  const [menu, config] = [...menuNodes(tree.root)];

  test('are those of nodes, clauses and leaves', () => {
    expect(menu!.position).toEqual({ file: 'Root', line: 3, column: 1 });
    expect(menu!.conditions[0]!.position).toEqual({ file: 'Root', line: 4, column: 2 });
    expect(config!.position).toEqual({ file: 'Root', line: 6, column: 3 });
    expect(config!.prompt!.position).toEqual({ file: 'Root', line: 7, column: 2 });
    expect(config!.prompt!.written).toMatchObject({
      position: { file: 'Root', line: 8, column: 4 },
    });
    expect(config!.symbol!.defaults[0]!.position).toEqual({ file: 'Root', line: 9, column: 2 });
  });
});

const helpOf = (lines: string): string =>
  load(`config A\n\tbool\n\thelp\n${lines}config B\n\tbool\n`).names.get('A')!.nodes[0]!.help!;

describe('help', () => {
  test.each([
    ['\t  One.\n\n\t  Two.\n', 'One.\n\nTwo.'],
    ['\t  One.\n\t    deeper  \n', 'One.\n  deeper'],
    ['          One.\n\t  tab reaches column 8\n', 'One.\ntab reaches column 8'],
    ['\t  One.\n\n\n', 'One.\n\n'],
  ])('%j', (lines, text) => {
    expect(helpOf(lines)).toBe(text);
  });

  test('ends at a smaller indentation', () => {
    const tree = load('config A\n\tbool\n\thelp\n\t  One.\n\tdefault y\n');
    expect(tree.names.get('A')!.defaults).toHaveLength(1);
  });
});

test('lines may end with CR LF', () => {
  const tree = load(
    'config A\r\n\tbool "a" \\\r\n\t  if B\r\n\thelp\r\n\t  One.\r\n\r\nconfig B\r\n\tbool\r\n',
  );
  expect(tree.diagnostics).toEqual([]);
  expect([...tree.names.keys()]).toEqual(['A', 'B']);
  expect(tree.names.get('A')!.nodes[0]!.help).toBe('One.\n');
});
