import { describe, expect, test } from '@jest/globals';

import {
  configure,
  findDialect,
  findTreeDialect,
  loadKconfig,
} from '../../../generator/kconfig/index.ts';
import { errorOf, loadFiles, withFolder } from './trees.ts';

describe('a source without a file names the dialect that allows it', () => {
  const below = (text: string, dialect: string): string =>
    errorOf(() => loadFiles({ Root: 'source "in/Root"\n', 'in/Root': text, 'in/beside': '' }, { dialect }))
      .message.replace(/nor below '[^']*'/, "nor below 'ROOT'");

  test.each([
    [
      'source "none"\n',
      'coreboot',
      "cannot read 'none': it is not below the working directory, nor below 'ROOT'; if it may be missing, as in coreboot, read the tree with --dialect coreboot",
    ],
    [
      'source "beside"\n',
      'openwrt',
      "cannot read 'beside': it is not below the working directory, nor below 'ROOT'; 'in/beside' is meant in OpenWrt: read the tree with --dialect openwrt",
    ],
    [
      'source "parts/*"\n',
      'openwrt',
      "no file matches 'parts/*' below the working directory, nor below 'ROOT'; if it may match nothing, as in OpenWrt and coreboot, read the tree with --dialect openwrt or coreboot",
    ],
  ])('%j', (text, dialect, problem) => {
    expect(below(text, 'linux')).toBe(`in/Root:1: ${problem}`);
    expect(() => loadFiles({ Root: 'source "in/Root"\n', 'in/Root': text, 'in/beside': '' }, { dialect })).not.toThrow();
  });
});

describe('a function that is not given', () => {
  const text = 'config A\n\tdef_bool $(dt_has_compat,x)\n';

  test('is named with what gives it', () => {
    expect(errorOf(() => loadFiles({ Root: text })).message).toBe(
      "Root:2: expected a symbol, found the end of the line; '$(dt_has_compat,x)' before it came out empty: if the build system has the function 'dt_has_compat', give what it returns with --function dt_has_compat=VALUE",
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

describe('the words of the first file tell the dialect', () => {
  test.each([
    ['choice\n\tbool "a"\n\treset\nendchoice\n', 'openwrt', "'reset'"],
    ['menu "m"\n\tdepends on A\n\thelp\n\t  Text.\nendmenu\n', 'esp-idf', 'a menu with a help text'],
    ['config A\n\tdef_bool $(dt_has_compat,x)\n', 'kconfiglib', "functions named 'dt_…'"],
    ['choice "A_$(B)"\n', 'kconfiglib', 'a choice with a name in quotes'],
    ['osource "${DIR}/Kconfig"\n', 'kconfiglib', "'${…}' in the path of a source"],
    ['config A\n\tint "a \\\n\t  b"\n', 'kconfiglib', 'a prompt over two lines'],
    ['config A\n\toption env="A"\n', 'kconfig-4.11', "'option env'"],
    ['config A\n\tboolean\n', 'kconfig-4.11', "'boolean'"],
    ['mainmenu "Linux/$(ARCH) $(KERNELVERSION) Kernel Configuration"\n', 'linux', 'the title of Linux'],
    ['mainmenu "coreboot configuration"\n', 'coreboot', 'the title of coreboot'],
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
    'choice A\n\tprompt "a"\nendchoice\n',
    'mainmenu "Demo of Linux"\n',
  ])('%j tells none', (text) => {
    withFolder({ Kconfig: text }, (folder) => {
      expect(findTreeDialect({ file: `${folder}/Kconfig` })).toEqual({
        name: 'u-boot',
        reason: 'nothing in the tree tells another',
      });
    });
  });
});
