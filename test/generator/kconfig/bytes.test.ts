import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  configure,
  loadKconfig,
  readDefconfig,
  saveFile,
  writeConfig,
} from '../../../generator/kconfig/index.ts';
import { bytesOf, decodeBytes, encodeText, firstBytes } from '../../../generator/text/bytes.ts';
import { withFolder } from './trees.ts';

describe('bytes that are not UTF-8 come out as they went in', () => {
  test.each([
    ['', ''],
    ['ASCII', '41 0a'],
    ['UTF-8', 'c3 a9 e2 82 ac f0 9f 98 80'],
    ['Latin-1', 'e9 74 e9'],
    ['both', 'c3 a9 e9 c3 a9'],
    ['a character without its end', '41 e2 82'],
    ['bytes that begin nothing', '80 bf c0 af f5 ff'],
    ['half of a surrogate pair', 'ed a0 80 ed b3 a9'],
    ['a real replacement character', 'ef bf bd'],
  ])('%s', (_, hex) => {
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    expect(bytesOf(decodeBytes(bytes))).toEqual(bytes);
    expect(Buffer.from(encodeText(decodeBytes(bytes)))).toEqual(bytes);
  });

  test('text of any kind stays text', () => {
    expect(encodeText('é€😀')).toBe('é€😀');
  });

  test('a cut counts bytes', () => {
    expect(firstBytes('éé', 4)).toBe('éé');
    expect(bytesOf(firstBytes('éé', 3))).toEqual(Buffer.from('c3a9c3', 'hex'));
  });

  test('a megabyte that is not UTF-8', () => {
    const bytes = Buffer.alloc(1 << 20, 0xe9);
    expect(Buffer.from(bytesOf(decodeBytes(bytes))).equals(bytes)).toBe(true);
  }, 60_000);
});

/** The bytes of .config for files in Latin-1, of which the characters are the bytes. */
function configBytes(kconfig: string, defconfig: string): string {
  return withFolder({}, (folder) => {
    const path = (name: string): string => join(folder, name);
    writeFileSync(path('Root'), kconfig, 'latin1');
    writeFileSync(path('d'), defconfig, 'latin1');
    const tree = loadKconfig({ file: 'Root', srctree: folder, env: {}, allowShell: true });
    const configuration = configure(tree, readDefconfig(path('d')));
    saveFile(path('out'), writeConfig(configuration));
    return readFileSync(path('out'), 'latin1');
  });
}

// As C conf writes it.
test('Latin-1 in Kconfig files and configurations', () => {
  const kconfig = `mainmenu "d\xe9mo"

config A
	string "a"

config B
	string "b"
	default "\xe9t\xe9"

config C
	string
	default "$(shell,printf '\\351')"

comment "\xfcber"
`;
  expect(configBytes(kconfig, 'CONFIG_A="\xe9t\xe9"\n')).toBe(`#
# Automatically generated file; DO NOT EDIT.
# d\xe9mo
#
CONFIG_A="\xe9t\xe9"
CONFIG_B="\xe9t\xe9"
CONFIG_C="\xe9"

#
# \xfcber
#
`);
});

test('the heading is cut after 255 bytes, as in the C program', () => {
  const title = '\xc3\xa9'.repeat(150);
  expect(configBytes(`mainmenu "${title}"\n`, '')).toBe(
    `#\n# Automatically generated file; DO NOT EDIT.\n# ${title.slice(0, 211)}\n`,
  );
});
