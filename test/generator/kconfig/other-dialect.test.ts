import { describe, expect, test } from '@jest/globals';

import {
  configure,
  findDialect,
  findTreeDialect,
  loadKconfig,
  openSession,
  parseDefconfig,
} from '../../../generator/kconfig/index.ts';
import { errorOf, loadFiles, withFolder } from './trees.ts';

describe('a source without a file says what to do', () => {
  const files = { 'in/beside': '', 'in/spells': '', 'arch/x86/Root': '', 'arch/arm/Root': '' };
  const below = (text: string, dialect: string, env = {}): string =>
    errorOf(() => loadFiles({ Root: 'source "in/Root"\n', 'in/Root': text, ...files }, { dialect, env, cwd: '/' }))
      .message.replaceAll(/nor below '[^']*'/g, "nor below 'ROOT'");
  const MISSING = 'it is not below the working directory, nor below \'ROOT\'';

  test.each([
    ['source "none"\n', `cannot read 'none': ${MISSING}; if the project's build makes it, run that first; if it may be missing, as in coreboot, read the tree with --dialect coreboot`],
    [
      'source "site-local/Root"\n',
      `cannot read 'site-local/Root': ${MISSING}; if the project's build makes it, run that first; if it may be missing, as in coreboot, read the tree with --dialect coreboot`,
    ],
    ['source "in/spels"\n', `cannot read 'in/spels': ${MISSING}; did you mean 'in/spells'?`],
    [
      'source "beside"\n',
      `cannot read 'beside': ${MISSING}; 'in/beside' is meant in OpenWrt: read the tree with --dialect openwrt`,
    ],
    [
      'source "parts/*"\n',
      "no file matches 'parts/*' below the working directory, nor below 'ROOT'; if it may match nothing, as in OpenWrt and coreboot, read the tree with --dialect openwrt or coreboot",
    ],
    [
      'source "arch/$(SRCARCH)/Root"\n',
      `cannot read 'arch//Root': ${MISSING}; it is written "arch/$(SRCARCH)/Root", where no value is set for 'SRCARCH': give one with --define SRCARCH=x86`,
    ],
    [
      'source "none/$(PART)/Root"\n',
      `cannot read 'none//Root': ${MISSING}; it is written "none/$(PART)/Root", where no value is set for 'PART': give one with --define PART=VALUE`,
    ],
  ])('%j', (text, problem) => {
    expect(below(text, 'linux')).toBe(`in/Root:1: ${problem}`);
  });

  test('the folder of the first file may be srctree', () => {
    const tree = { 'xen/Root': 'source "parts/Root"\n', 'xen/parts/Root': '' };
    expect(errorOf(() => loadFiles(tree, { file: 'xen/Root', dialect: 'linux', cwd: '/' })).message).toMatch(
      /nor below '[^']+'; it is in the folder of the first file: add --define srctree=xen$/,
    );
  });

  test('a value that leads to no file is named, with one that does', () => {
    const problem = below('source "arch/$(SRCARCH)/Root"\n', 'linux', { SRCARCH: 'arc' });
    expect(problem).toBe(
      `in/Root:1: cannot read 'arch/arc/Root': ${MISSING}; it is written "arch/$(SRCARCH)/Root", where SRCARCH is 'arc': give another with --define SRCARCH=x86`,
    );
  });

  test.each(['$ARCH', '${ARCH}', '$(ARCH)'])('%s is named in Kconfiglib', (reference) => {
    const problem = below(`source "arch/${reference}/Root"\n`, 'kconfiglib');
    expect(problem).toMatch(
      /; it is written "arch\/\$.*\/Root", where no value is set for 'ARCH': give one with --define ARCH=x86$/,
    );
  });

  test('a symbol of the environment that is missing is named before there were macros', () => {
    expect(below('source "$PLACE/none"\n', 'kconfig-4.11')).toContain(
      'it is written "$PLACE/none", where no value is set for \'PLACE\': give one with --define PLACE=VALUE',
    );
  });

  test('a symbol has a value that a variable of another name gives it', () => {
    const text = 'config PLACE\n\tstring\n\toption env="WHERE"\nsource "$PLACE/none"\n';
    const problem = below(text, 'kconfig-4.11', { WHERE: '/there' });
    expect(problem).toContain("cannot read '/there/none'");
    expect(problem).toMatch(/it is written "\$PLACE\/none"$/);
  });

  test.each([
    ['source "site-local/Root"\n', 'coreboot'],
    ['source "beside"\n', 'openwrt'],
    ['source "parts/*"\n', 'openwrt'],
  ])('%j is read in %s', (text, dialect) => {
    expect(() => loadFiles({ Root: 'source "in/Root"\n', 'in/Root': text, ...files }, { dialect })).not.toThrow();
  });
});

describe('a tree that lacks what its make passes in', () => {
  const advice = (text: string, env = {}): string =>
    errorOf(() => loadFiles({ Root: text }, { env })).message.replace(/^.*?; its make/, 'its make');

  test.each([
    [
      'mainmenu "Linux/$(ARCH)"\nX := $(shell,$(CC) --version)\n',
      {},
      'its make passes in variables that are not set here: add --define ARCH=x86 --define SRCARCH=x86 --define CC=gcc --define LD=ld',
    ],
    [
      '$(error-if,$(success,$(LD)),no linker)\n$(error-if,y,no linker)\n',
      { CC: 'cc' },
      'its make passes in variables that are not set here: add --define LD=ld',
    ],
    ['$(error-if,y,no $(PART))\n', {}, 'Root:1: no '],
  ])('%j gets what to add', (text, env, message) => {
    expect(advice(text, env)).toBe(message);
  });
});

describe('a function that is not given', () => {
  const text = 'config A\n\tdef_bool $(dt_has_compat,x)\n';

  test('is named with what gives it', () => {
    expect(errorOf(() => loadFiles({ Root: text })).message).toBe(
      "Root:2: expected a symbol, found the end of the line; '$(dt_has_compat,x)' before it came out empty: if the build system has the function 'dt_has_compat', give what it returns with --function dt_has_compat=VALUE",
    );
  });

  test('that is given and gives nothing is said to', () => {
    expect(errorOf(() => loadFiles({ Root: text }, { functions: { dt_has_compat: '' } })).message).toBe(
      "Root:2: expected a symbol, found the end of the line; '$(dt_has_compat,x)' before it came out empty: the function 'dt_has_compat' gave an empty text: let it give a value, such as y or n",
    );
  });

  test.each(['y', 'n'])('may be the text %j', (value) => {
    const tree = loadFiles({ Root: text }, { functions: { dt_has_compat: value } });
    expect(configure(tree).get('A')?.value).toBe(value);
  });
});

describe('releases of Linux', () => {
  test.each(['linux-2.6', 'linux-3.19', 'linux-4.20', 'linux-5.0', 'linux-6.19', 'linux-7.2'])(
    '%s is a dialect',
    (name) => {
      expect(findDialect(name).name).toBe(name);
    },
  );

  test.each(['linux-0.1', 'linux-2.5', 'linux-3.20', 'linux-4.21', 'linux-6.20', 'linux-9.9'])(
    '%s is none',
    (name) => {
      expect(errorOf(() => findDialect(name))).toEqual({
        code: 'unknown-dialect',
        message: `${name}: there is no such dialect of Kconfig; give a release from linux-2.6 to linux-7.2, or linux for the newest`,
      });
    },
  );

  test('later than the newest that is known are read as that', () => {
    const files = {
      Kconfig: '',
      Makefile: 'VERSION = 11\nPATCHLEVEL = 3\nall: vmlinux\n',
      'scripts/kconfig/symbol.c': '',
    };
    withFolder(files, (folder) => {
      const place = { file: `${folder}/Kconfig` };
      expect(findTreeDialect(place)).toEqual({
        name: 'linux',
        reason: 'it has the Makefile of Linux 11.3',
      });
      expect(loadKconfig(place).dialect.name).toBe('linux');
    });
  });
});

describe('the program beside a tree shows the dialect', () => {
  test.each([
    ['src/Kconfig', 'lib/kconfiglib/kconfiglib.py', '', 'kconfiglib'],
    ['Kconfig', 'scripts/Kconfiglib/kconfiglib.py', '', 'kconfiglib'],
    // Before there was imply.
    ['src/Kconfig', 'scripts/kconfig/symbol.c', 'sym_check_deps', 'kconfig-4.11'],
    ['Kconfig', 'scripts/kconfig/symbol.c', 'if (sym->implied.tri == yes)', 'kconfig-4.11'],
    ['Kconfig', 'scripts/kconfig/symbol.c', 'sym->implied.tri = tri;', 'linux-5.7'],
    ['openconf.cfg', 'tools/openconf/symbol.c', '', 'xvisor'],
    ['Config.in', 'adk/config/symbol.c', '', 'openadk'],
    ['Kconfig', 'scripts/kconfig/symbol.c', 'int flags = sym->flags & (SYMBOL_CHANGED | SYMBOL_WRITE);', 'linux-2.6'],
  ])('%s with %s and %s', (first, program, text, name) => {
    withFolder({ [first]: 'config A\n\tbool "a"\n', [program]: text }, (folder) => {
      expect(findTreeDialect({ file: `${folder}/${first}` }).name).toBe(name);
    });
  });
});

test('a Makefile with the version of Unikraft shows its program', () => {
  const files = { 'Config.uk': '', 'support/kconfig/symbol.c': '', Makefile: 'export UK_FULLVERSION := 1\n' };
  withFolder(files, (folder) => {
    expect(findTreeDialect({ file: `${folder}/Config.uk` }).name).toBe('unikraft');
  });
});

test('a program that writes every symbol is that of BusyBox, or of Toybox', () => {
  const files = {
    'Config.in': 'mainmenu "Toybox Configuration"\n',
    'kconfig/symbol.c': '',
    'kconfig/confdata.c': 'writetype = SYMBOL_FORCEWRITE;',
  };
  withFolder(files, (folder) => {
    const place = { file: `${folder}/Config.in` };
    expect(findTreeDialect(place)).toEqual({ name: 'busybox', reason: 'kconfig is beside it' });
    expect(loadKconfig(place).heading[1]).toBe('ToyBox version: ');
  });
});

describe('the words of the first file tell the dialect', () => {
  test.each([
    ['choice\n\tbool "a"\n\treset\nendchoice\n', 'openwrt', "'reset'"],
    ['menu "m"\n\tdepends on A\n\thelp\n\t  Text.\nendmenu\n', 'esp-idf', 'a menu with a help text'],
    ['config A\n\tbool\n\tset default B=1\n', 'esp-idf', "'set'"],
    ['config A\n\tfloat "a"\n', 'esp-idf', "'float'"],
    ['config A\n\tbool "a"\n\twarning "b"\n', 'esp-idf', "'warning'"],
    ['config A\n\tdef_bool $(dt_has_compat,x)\n', 'kconfiglib', "functions named 'dt_…'"],
    ['choice "A_$(B)"\n', 'kconfiglib', 'a choice with a name in quotes'],
    ['osource "${DIR}/Kconfig"\n', 'kconfiglib', "'${…}' in the path of a source"],
    ['config A\n\tint "a \\\n\t  b"\n', 'kconfiglib', 'a prompt over two lines'],
    ['rsource "sub/Kconfig"\n', 'kconfiglib', "a 'source' beside the file"],
    ['config A\n\toption env="A"\n', 'kconfig-4.11', "'option env'"],
    ['osource "sub/Kconfig"\n', 'kconfiglib', "a 'source' of a file that may be missing"],
    ['config A\n\tbool "a"\n\tmodules\n', 'linux', "'modules' or 'transitional' as a clause"],
    ['mainmenu "NuttX/$ARCH Configuration"\n', 'kconfig-4.11', 'the title of NuttX'],
    ['mainmenu "Buildroot $BR2_VERSION Configuration"\n', 'linux-4.17', 'the title of Buildroot'],
    ['config A\n\tboolean\n', 'kconfig-4.11', "'boolean'"],
    ['mainmenu "Linux/$(ARCH) $(KERNELVERSION) Kernel Configuration"\n', 'linux', 'the title of Linux'],
    ['mainmenu "coreboot configuration"\n', 'coreboot', 'the title of coreboot'],
    [
      'mainmenu "Espressif IoT Development Framework Configuration"\nconfig A\n\tstring\n\toption env="A"\n',
      'esp-idf',
      'the title of Espressif IoT Development Framework',
    ],
  ])('%j: %s', (text, name, what) => {
    withFolder({ Kconfig: text }, (folder) => {
      expect(findTreeDialect({ file: `${folder}/Kconfig` })).toEqual({
        name,
        reason: `its first file has ${what}`,
      });
    });
  });

  test.each([
    'a = $(shell,echo "x" \\\n  y)\nconfig A\n\tbool "a"\n',
    'menu "m"\nconfig A\n\tbool "a"\n\thelp\n\t  Text.\nendmenu\n',
    'config A\n\tbool "a"\n\thelp\n\t  set in a\n\t  float.\n',
    'choice A\n\tprompt "a"\nendchoice\n',
    'mainmenu "Demo of Linux"\n',
    'config A\n\tbool "a"\n\thelp\n\t  Loads\n\t  modules\n',
  ])('%j tells none', (text) => {
    withFolder({ Kconfig: text }, (folder) => {
      expect(findTreeDialect({ file: `${folder}/Kconfig` })).toEqual({
        name: 'u-boot',
        reason: 'a guess, as nothing in the tree shows it: name it with --dialect, such as linux',
      });
    });
  });
});

describe("'mainmenu' that is not the first statement", () => {
  const FIRST = 'mainmenu "One"\n';

  test.each([
    [{ Root: `config A\n\tbool "a"\n${FIRST}` }, 'Root:3'],
    [{ Root: `X := y\n${FIRST}` }, 'Root:2'],
    [{ Root: `menu "m"\n${FIRST}endmenu\n` }, 'Root:2'],
    [{ Root: `${FIRST}source "part"\n`, part: FIRST }, 'part:1'],
  ])('%j is an error', (files, place) => {
    expect(errorOf(() => loadFiles(files, { dialect: 'linux' }))).toEqual({
      code: 'other-dialect',
      message: `${place}: 'mainmenu' after other statements does not exist in the dialect linux: read the tree with --dialect kconfiglib`,
    });
  });

  test('gives the title in Kconfiglib, the last one', () => {
    const Root = `${FIRST}menu "m"\nmainmenu "Two"\nendmenu\n`;
    expect(configure(loadFiles({ Root }, { dialect: 'kconfiglib' })).toConfig()).toContain('# Two\n');
  });

  test('may follow comments and blank lines', () => {
    expect(loadFiles({ Root: `# a\n\n${FIRST}` }, { dialect: 'linux' }).title).toBe('One');
  });
});

describe('what ESP-IDF adds', () => {
  const SET = 'config A\n\tbool "a"\n\tset N=4\n\nconfig N\n\tint "n"\n\tdefault 1\n';

  test.each([
    [SET, 3, "'set'"],
    ['config N\n\tfloat "n"\n', 2, "'float'"],
    ['config N\n\tint "n"\n\twarning "w"\n', 3, "'warning'"],
  ])('%j names its dialect in another', (text, line, what) => {
    expect(errorOf(() => loadFiles({ Root: text }, { dialect: 'linux' }))).toEqual({
      code: 'other-dialect',
      message: `Root:${line}: ${what} does not exist in the dialect linux: read the tree with --dialect esp-idf`,
    });
  });

  test('variables may still be called so', () => {
    expect(() => loadFiles({ Root: 'set = 1\nfloat := 2\nwarning += 3\n' })).not.toThrow();
  });

  test.each([
    ['config A\n\tint "a"\n\tset N=1\n', 'A: only bool symbols can set others'],
    ['config A\n\tbool "a"\n\tset B=y\nconfig B\n\tbool "b"\n', 'A: it cannot set B, which is bool: use select'],
    ['config A\n\tbool "a"\n\tset N=x\nconfig N\n\tint "n"\n', "A: N is int and cannot be 'x'"],
  ])('%j is reported', (text, problem) => {
    const { diagnostics } = loadFiles({ Root: text }, { dialect: 'esp-idf' });
    expect(diagnostics.map((each) => each.message)).toEqual([problem]);
  });

  test('a set value is explained by its line, and a plan takes it away', () => {
    const tree = loadFiles({ Root: SET }, { dialect: 'esp-idf' });
    const session = openSession(tree, parseDefconfig('CONFIG_A=y\n', 'file'));
    expect(session.get('N')).toMatchObject({ value: '4', origin: { kind: 'default', position: { line: 3 } } });
    const { assignments } = session.plan({ N: '7' }) as { assignments: object };
    expect(assignments).toEqual({ A: 'n', N: '7' });
  });

  const MARKED = '# default:\nCONFIG_N=2\n';
  const N = 'config N\n\tint "n"\n\tdefault 1\n';

  test.each([
    ['esp-idf', {}, '2'],
    ['esp-idf', { KCONFIG_DEFAULTS_POLICY: 'kconfig' }, '1'],
    ['linux', { KCONFIG_DEFAULTS_POLICY: 'kconfig' }, '2'],
  ])('a marked line in %s with %j gives %s', (dialect, env, value) => {
    const tree = loadFiles({ Root: N }, { dialect, env });
    expect(configure(tree, parseDefconfig(MARKED, 'file')).get('N')?.value).toBe(value);
  });

  test('a marked line that says what the tree gives leaves it free', () => {
    const text = 'config A\n\tbool "a"\nconfig N\n\tint "n"\n\tdefault 2 if A\n\tdefault 1\n';
    const tree = loadFiles({ Root: text }, { dialect: 'esp-idf' });
    const session = openSession(tree, parseDefconfig('# default:\nCONFIG_N=1\n', 'file'));
    session.set('A', 'y');
    expect(session.get('N')?.value).toBe('2');
  });
});

describe('a loop through a symbol that is selected and never defined', () => {
  const LOOP = 'config A\n\tbool "a"\n\tselect NONE\n\tdepends on !NONE\n';

  test('is an error in C conf', () => {
    expect(errorOf(() => loadFiles({ Root: LOOP }, { dialect: 'u-boot' }))).toEqual({
      code: 'dependency-loop',
      message:
        'Root:1: a value depends on itself: A → NONE → A; remove one of these links\n  Root:1: A depends on NONE\n  Root:3: NONE is selected by A',
    });
  });

  test('ends at an operand that another one decides since 6.12', () => {
    const text = 'config A\n\tbool "a"\n\tdefault y if B\n\nconfig B\n\tbool "b"\n\tdepends on n && A\n';
    expect(errorOf(() => loadFiles({ Root: text }, { dialect: 'linux-6.11' })).code).toBe('dependency-loop');
    expect(() => loadFiles({ Root: text }, { dialect: 'linux-6.12' })).not.toThrow();
  });

  test('is none in Kconfiglib', () => {
    expect(() => loadFiles({ Root: LOOP }, { dialect: 'kconfiglib' })).not.toThrow();
  });
});

describe('a user may set m where a symbol that is y implies another', () => {
  const IMPLY = 'config MODULES\n\tdef_bool y\n\toption modules\n\nconfig A\n\tdef_bool y\n\timply B\n\nconfig B\n\ttristate "b"\n';

  test.each([
    ['u-boot', 'y'],
    ['linux-5.7', 'm'],
    ['linux', 'm'],
  ])('%s: %s', (dialect, value) => {
    const session = openSession(loadFiles({ Root: IMPLY }, { dialect }));
    session.set('B', 'm');
    expect(session.get('B')?.value).toBe(value);
    expect([...session.rows()].find(({ name }) => name === 'B')?.allowed.includes('m')).toBe(value === 'm');
  });
});
