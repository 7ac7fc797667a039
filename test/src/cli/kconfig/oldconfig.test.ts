import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { beforeEach, describe, expect, test } from '@jest/globals';

import { run } from '../../../../src/cli/run.ts';
import { DEMO, useFolder } from './folder.ts';

const folder = useFolder({ 'Kconfig.demo': DEMO });

const oldconfig = (stdin: string) =>
  folder.run(['kconfig', 'oldconfig', '--kconfig', 'Kconfig.demo'], { stdin });

const WRITTEN = '#\n# configuration written to .config\n#\n';

// What C conf --oldconfig prints for the same files and answers, the file's name apart.
const SESSION = `*
* Restart config...
*
*
* Demo
*
Modules (MODULES) [N/y/?] n
Debugging (DEBUG) [N/y/?] (NEW) x
Debugging (DEBUG) [N/y/?] (NEW) yes
*
* Heap
*
Trace calls (TRACE) [N/y/?] (NEW) ?

There is no help available for this option.
Symbol: TRACE [=n]
Type  : tristate
Prompt: Trace calls
  Location:
    -> Heap
  Defined at Kconfig.demo:16
  Depends on: DEBUG [=y]



Trace calls (TRACE) [N/y/?] (NEW) y
Heap size (HEAP_SIZE) [0x1000] (NEW) 0x10
Heap size (HEAP_SIZE) [0x1000] (NEW) 0x8001
Heap size (HEAP_SIZE) [0x1000] (NEW) 200
Alignment (ALIGN) [8] 8
Name (NAME) [a "heap"] (NEW) ?

There is no help available for this option.
Symbol: NAME [=a "heap"]
Type  : string
Prompt: Name
  Location:
    -> Heap
  Defined at Kconfig.demo:29



Name (NAME) [a "heap"] (NEW) 2?
Strategy
  1. First fit (FIRST) (NEW)
> 2. Best fit (BEST) (NEW)
choice[1-2?]: 9
Strategy
  1. First fit (FIRST) (NEW)
> 2. Best fit (BEST) (NEW)
choice[1-2?]: 1
Checks (CHECKS) [N/y/?] (NEW) 
${WRITTEN}`;

test('asks as C conf does: nonsense again, help, numbers of a choice', async () => {
  folder.write({ '.config': '# CONFIG_MODULES is not set\nCONFIG_ALIGN=8\n' });
  const answers = 'x\nyes\n?\ny\n0x10\n0x8001\n200\n?\n2?\n9\n1\n';
  const { code, stdout, stderr } = await oldconfig(answers);
  expect(stdout).toBe(SESSION);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '\nError in reading or end of file.\n' });
  expect(folder.read('.config')).toMatch(
    /^CONFIG_TRACE=y\nCONFIG_HEAP_SIZE=0x200\nCONFIG_ALIGN=8\nCONFIG_NAME="2\?"\nCONFIG_FIRST=y$/m,
  );
});

test('shows the help of one member for its number with ?', async () => {
  folder.write({ '.config': 'CONFIG_MODULES=y\n' });
  const { stdout } = await oldconfig('\n\n\n\n2?\n\n');
  expect(stdout).toMatch(/choice\[1-2\?\]: 2\?\n\nCONFIG_BEST:\n\nThe smallest that is large enough/);
});

test('asks further when an answer brings up new symbols', async () => {
  folder.write({
    '.config': '',
    'Kconfig.later': `menu "First"\n\nconfig A\n\tbool "A"\n\tdepends on B\n\nendmenu\n\nconfig B\n\tbool "B"\n`,
  });
  const { stdout } = await folder.run(['kconfig', 'oldconfig', '--kconfig', 'Kconfig.later'], {
    stdin: 'y\ny\n',
  });
  expect(stdout).toMatch(/B \(B\) \[N\/y\/\?\] \(NEW\) y\n[^]*A \(A\) \[N\/y\/\?\] \(NEW\) y\n/);
  expect(folder.read('.config')).toMatch(/^CONFIG_A=y\nCONFIG_B=y$/m);
});

test('takes the defaults when there is no more input', async () => {
  const { code } = await oldconfig('');
  expect(code).toBe(0);
  expect(folder.read('.config')).toMatch(/^CONFIG_HEAP_SIZE=0x1000$/m);
});

test('asks nothing when nothing is new', async () => {
  await oldconfig('');
  const text = folder.read('.config');
  expect(await oldconfig('y\ny\n')).toEqual({ code: 0, stdout: WRITTEN, stderr: '' });
  expect(folder.read('.config')).toBe(text);
});

test('stops when there is no more input and a number has no default', async () => {
  folder.write({ 'Kconfig.number': 'config SIZE\n\tint "Size"\n' });
  const { code, stderr } = await folder.run([
    'kconfig',
    'oldconfig',
    '--kconfig',
    'Kconfig.number',
  ]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^SIZE: no value is given and its default is not valid/m);
  expect(folder.read('.config')).toBeUndefined();
});

describe('a last answer without a newline loses its last byte, as by the C program', () => {
  beforeEach(() =>
    folder.write({ '.config': 'CONFIG_MODULES=y\nCONFIG_DEBUG=y\nCONFIG_TRACE=y\n' }),
  );

  test('where a number remains it is taken', async () => {
    await oldconfig('0x300\n16');
    expect(folder.read('.config')).toMatch(/^CONFIG_HEAP_SIZE=0x300\nCONFIG_ALIGN=1$/m);
  });

  test('where none remains nothing more is asked', async () => {
    const { code, stdout } = await oldconfig('0x300\n1');
    expect(code).toBe(2);
    expect(stdout).toMatch(/Alignment \(ALIGN\) \[8\] \(NEW\) 1$/);
  });

  test('a question mark does not ask for help', async () => {
    const { stdout } = await oldconfig('0x300\n?');
    expect(stdout).toMatch(/Alignment \(ALIGN\) \[8\] \(NEW\) \?$/);
  });

  test('of a choice it counts whole', async () => {
    await oldconfig('\n\n\n1');
    expect(folder.read('.config')).toMatch(/^CONFIG_FIRST=y$/m);
  });
});

test('at a choice what begins with ? asks for help, and only digits for a member', async () => {
  folder.write({ '.config': 'CONFIG_MODULES=y\n' });
  const { stdout } = await oldconfig('\n\n\n\n?1\n+1\n-1\n1\n');
  expect(stdout).toMatch(/choice\[1-2\?\]: \?1\n\nThere is no help available for this option\.\n/);
  expect(stdout.match(/^Strategy$/gm)).toHaveLength(4);
  expect(folder.read('.config')).toMatch(/^CONFIG_FIRST=y$/m);
});

test('a symbol without a type is not asked about, and not new', async () => {
  folder.write({ 'Kconfig.untyped': 'config A\n\tprompt "A"\nconfig B\n\tbool "B"\n' });
  const args = ['--kconfig', 'Kconfig.untyped'];
  const asked = await folder.run(['kconfig', 'oldconfig', ...args], { stdin: 'y\n' });
  expect(asked.stdout).not.toContain('(A)');
  expect(folder.read('.config')).toMatch(/^CONFIG_B=y$/m);
  rmSync(join(folder.path, '.config'));
  expect((await folder.run(['kconfig', 'listnewconfig', ...args])).stdout).toBe('CONFIG_B=n\n');
});

describe('defaults that the tree names', () => {
  const NAMED = '#\n# using defaults found in boards/mine\n#\n';
  beforeEach(() =>
    folder.write({
      'Kconfig.list': `config LIST
	string
	option defconfig_list
	default "boards/none"
	default "boards/mine"

config A
	bool "A"
`,
      'boards/mine': 'CONFIG_A=y\n',
    }),
  );

  test.each([
    ['olddefconfig', `${NAMED}#\n# configuration written to .config\n#\n`],
    ['oldconfig', `${NAMED}#\n# configuration written to .config\n#\n`],
    ['listnewconfig', NAMED],
    ['helpnewconfig', NAMED],
  ])('%s says so', async (target, stdout) => {
    expect(await folder.run(['kconfig', target, '--kconfig', 'Kconfig.list'])).toMatchObject({
      stdout,
    });
  });

  test('savedefconfig says so', async () => {
    const { stdout } = await folder.run(['kconfig', 'savedefconfig', '--kconfig', 'Kconfig.list']);
    expect(stdout.startsWith(NAMED)).toBe(true);
  });

  test('nothing but JSON where that is asked for', async () => {
    const args = ['--kconfig', 'Kconfig.list', '--format', 'json'];
    const { stdout } = await folder.run(['kconfig', 'olddefconfig', ...args]);
    expect(JSON.parse(stdout)).toMatchObject({ target: 'olddefconfig' });
  });
});

test('warns of bad values, and with --strict refuses them before it asks', async () => {
  folder.write({ '.config': 'CONFIG_ALIGN=x\n' });
  const args = ['kconfig', 'oldconfig', '--kconfig', 'Kconfig.demo'];
  const refused = await folder.run([...args, '--strict']);
  expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 2, stdout: '' });
  expect(folder.read('.config')).toBe('CONFIG_ALIGN=x\n');
  const { code, stderr } = await folder.run(args);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^\.config:1:1: warning: ALIGN: 'x' is not an integer: write one such as 16 \[wrong-type\]$/m);
});

test('warns before it asks and once, as the C program does', async () => {
  folder.write({ '.config': 'CONFIG_ALIGN=x\n' });
  const output: string[] = [];
  const stream = { write: (text: string) => output.push(text) };
  await run({
    argv: ['node', 'mallocgen', 'kconfig', 'oldconfig', '--kconfig', 'Kconfig.demo'],
    env: {},
    stdin: Readable.from([]),
    stdout: stream,
    stderr: stream,
    cwd: () => folder.path,
  });
  const warnings = output.filter((text) => text.includes('[wrong-type]'));
  expect(warnings).toEqual([output[1]]);
  expect(output.join('')).toContain('* Restart config...');
});
