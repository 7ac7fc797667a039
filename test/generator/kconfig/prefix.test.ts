import { describe, expect, test } from '@jest/globals';

import { configure, findTreePrefix, loadKconfig } from '../../../generator/kconfig/index.ts';
import { loadFiles, withFolder } from './trees.ts';

const A = 'config A\n\tdef_bool y\n';

/** The line of a symbol in the tree of these files, and what shows the prefix. */
function lineOf(first: string, files: Readonly<Record<string, string>>, env = {}) {
  return withFolder({ [first]: A, ...files }, (folder) => {
    const file = `${folder}/${first}`;
    const line = configure(loadKconfig({ file, env })).toConfig().trimEnd().split('\n').at(-1);
    return [line, findTreePrefix({ file })?.reason];
  });
}

describe('the program beside a tree shows what comes before the names of symbols', () => {
  test.each([
    ['what its Makefile compiles in', { 'kconfig/Makefile.am': String.raw`AM_CPPFLAGS = -DCONFIG_=\"T_\"` }, 'T_A=y'],
    ['nothing', { 'kconfig/Makefile.br': String.raw`HOST_EXTRACFLAGS += -I. -DCONFIG_=\"\"` }, 'A=y'],
    ['nothing, in other quotes', { 'kconfig/Makefile': `CFLAGS += -DCONFIG_='""'` }, 'A=y'],
    ['its header', { 'kconfig/lkc.h': '#ifndef CONFIG_\n#define CONFIG_ ""\n#endif\n' }, 'A=y'],
    ['each place that writes a name', { 'kconfig/confdata.c': 'fprintf(out, "# OUR_%s is not set' }, 'OUR_A=y'],
    ['such a place without it', { 'kconfig/confdata.c': 'fprintf(out, "# %s is not set' }, 'A=y'],
    ['a macro in that place', { 'kconfig/confdata.c': 'fprintf(out, "# %s%s is not set' }, 'CONFIG_A=y'],
    ['no sign of it', {}, 'CONFIG_A=y'],
  ])('%s', (_, files, line) => {
    expect(lineOf('Kconfig', { 'kconfig/symbol.c': '', ...files })).toEqual([line, 'kconfig says so']);
  });

  test('the environment in which make runs it counts more', () => {
    const files = {
      'kconfig/symbol.c': '',
      'kconfig/Makefile.br': String.raw`HOST_EXTRACFLAGS += -DCONFIG_=\"\"`,
      Makefile: 'conf:\n\tKCONFIG_AUTOCONFIG=x \\\n\tCONFIG_="CONFIG_" \\\n\t$<\n',
    };
    expect(lineOf('Kconfig', files)).toEqual(['CONFIG_A=y', 'the Makefile says so']);
  });

  test('what the caller gives counts most', () => {
    const files = { 'kconfig/symbol.c': '', 'kconfig/lkc.h': '#define CONFIG_ ""\n' };
    expect(lineOf('Kconfig', files, { CONFIG_: 'X_' })[0]).toBe('X_A=y');
    const made = loadFiles({ Root: A, ...files }, { prefix: 'Y_' });
    expect(configure(made).toConfig()).toContain('\nY_A=y\n');
  });
});

describe('without the program, the title shows it', () => {
  test.each([
    ['crosstool-NG 1.2 Configuration', 'CT_A=y', 'its first file has the title of crosstool-NG'],
    ['Buildroot 2026.02 Configuration', 'A=y', 'its first file has the title of Buildroot'],
    ['Another Project', 'CONFIG_A=y', undefined],
  ])('%s', (title, line, reason) => {
    expect(lineOf('Kconfig', { Kconfig: `mainmenu "${title}"\n\n${A}` })).toEqual([line, reason]);
  });

  test('also of a tree that is not on the disk', () => {
    const files = new Map([['Kconfig', `mainmenu "Freetz Configuration"\n${A}`]]);
    const tree = loadKconfig({
      file: 'Kconfig',
      env: {},
      files: { read: (path) => files.get(path), exists: (path) => files.has(path), list: () => [] },
    });
    expect(configure(tree).toConfig()).toContain('\nA=y\n');
  });
});
