import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configure } from '../../../generator/kconfig/index.ts';
import { errorOf, load, loadFiles } from './trees.ts';

/** What a string of the tree expands to, after the lines before it. */
function expand(lines: string, text: string, env: Record<string, string> = {}): string {
  return load(`${lines}\ncomment "${text}"\n`, { env }).root.first!.prompt!.text!;
}

describe('variables', () => {
  test.each([
    ['x = a\ny = $(x)b\nx = c', '$(y)', 'cb'],
    ['x := a\ny := $(x)b\nx := c', '$(y)', 'ab'],
    ['x = a\nx += b', '$(x)', 'a b'],
    ['x := a\ny = q\nx += $(y)\ny = r', '$(x)', 'a q'],
    ['x += a', '$(x)', 'a'],
    ['x =   two words # no comment', '$(x)', 'two words # no comment'],
    ['x = y\ny = deep', '$($(x))', 'deep'],
    ['a-b = 1', '$(a-b)', '1'],
    ['', '$(undefined)x', 'x'],
    ['', '\\$(x) $x', '$(x) $x'],
    ['modules = m', '$(modules)', 'm'],
  ])('%j', (lines, text, expected) => {
    expect(expand(lines, text)).toBe(expected);
  });

  test('the environment comes last', () => {
    expect(expand('', '$(ARCH)', { ARCH: 'arm' })).toBe('arm');
    expect(expand('ARCH = own', '$(ARCH)', { ARCH: 'arm' })).toBe('own');
  });

  test('the name that is assigned to may be expanded', () => {
    expect(expand('n = x\n$(n)y = 5', '$(xy)')).toBe('5');
  });
});

describe('functions', () => {
  test.each([
    ['f = <$(1),$(2)>', '$(f,a,b)', '<a,b>'],
    ['f = <$(1)>', '$(f, a )', '< a >'],
    ['f = $(1)$(g,$(1))\ng = [$(1)]', '$(f,x)', 'x[x]'],
    ['f = <$(2)>', '$(f,a)', '<>'],
    ['f = $(1)', '$(f,(a,b))', '(a,b)'],
    ['', '$(lineno)', '2'],
    ['', '$(filename)', 'Root'],
    ['', '$(warning-if,n,text)', ''],
    ['', '$(error-if,n,text)', ''],
  ])('%j', (lines, text, expected) => {
    expect(expand(lines, text)).toBe(expected);
  });

  test('filename and lineno are those of the sourced file', () => {
    const tree = loadFiles({
      Root: 'source "sub/K"\n',
      'sub/K': '\ncomment "$(filename):$(lineno)"\n',
    });
    expect(tree.root.first!.prompt!.text).toBe('sub/K:2');
  });

  test('a word runs on through its references', () => {
    const tree = load('x = FOO\nconfig $(x)_$(x)\n\tbool\n\tdefault $(y)y\n');
    expect(tree.names.get('FOO_FOO')!.defaults[0]!.value).toMatchObject({ symbol: { name: 'y' } });
  });
});

describe('errors', () => {
  test.each([
    [
      'x = $(x)\ncomment "$(x)"\n',
      'macro-error',
      "Root:2: the variable 'x' refers to itself: assign it with ':=' or break the cycle",
    ],
    [
      'a = $(b)\nb = $(a)\nc := $(a)\n',
      'macro-error',
      "Root:3: the variable 'a' refers to itself: assign it with ':=' or break the cycle",
    ],
    [
      'f = $(f,$(1))\nc := $(f,a)\n',
      'macro-error',
      'Root:2: macro calls nest more than 500 deep: a function calls itself without end',
    ],
    ['c := $(x\n', 'macro-error', "Root:1: the reference '$(x' has no end: add the missing ')'"],
    ['c := $(info)\n', 'macro-error', "Root:1: the function 'info' takes 1 argument, not 0"],
    [
      'c := $(error-if,y)\n',
      'macro-error',
      "Root:1: the function 'error-if' takes 2 arguments, not 1",
    ],
    [
      `c := $(f${',a'.repeat(16)})\n`,
      'macro-error',
      `Root:1: more than 15 arguments in '$(f${',a'.repeat(16)})'`,
    ],
    ['\n$(error-if,y,no compiler)\n', 'error-if', 'Root:2: no compiler'],
    [
      '\nc := $(shell,echo hi)\n',
      'shell-not-allowed',
      "Root:2: the tree runs the command 'echo hi': allow it to (--allow-shell, or allowShell: true) if you trust the tree",
    ],
  ])('%j', (kconfig, code, message) => {
    expect(errorOf(() => load(kconfig))).toEqual({ code, message });
  });
});

const run = (command: string, env: Record<string, string> = {}): string =>
  load(`comment "$(shell,${command})"\n`, { allowShell: true, env }).root.first!.prompt!.text!;

describe('references without a value', () => {
  test.each([
    [
      'config A\n\tdepends on $(nothing)\n',
      'syntax-error',
      "Root:2: expected a symbol, found the end of the line; '$(nothing)' before it came out empty",
    ],
    [
      'config A\n\tdefault $(none)$(nothing) if B\n',
      'syntax-error',
      "Root:2: expected a symbol, found 'if B'; '$(none)$(nothing)' before it came out empty",
    ],
    ['config A\n\tdepends on B $(x) C\n', 'syntax-error', "Root:2: expected the end of the line, found 'C'; '$(x)' before it came out empty"],
    [
      'a := $(none)\nsource "$(unset)/$(dir)/x" # y\n',
      'source-not-found',
      `Root:2: cannot read '/there/x': it is not below the working directory, nor below 'ROOT'; it is written "$(unset)/$(dir)/x" # y, where no value is set for 'unset': give one with --define unset=VALUE`,
    ],
    [
      'source "$(dir)/x"\n',
      'source-not-found',
      `Root:1: cannot read 'there/x': it is not below the working directory, nor below 'ROOT'; it is written "$(dir)/x"`,
    ],
  ])('%j', (kconfig, code, message) => {
    const env = { dir: 'there' };
    const error = errorOf(() => load(kconfig, { env }));
    error.message = error.message.replace(/nor below '[^']*'/, "nor below 'ROOT'");
    expect(error).toEqual({ code, message });
  });
});

describe('shell', () => {
  test('newlines become spaces, those at the end go', () => {
    expect(run('echo a; echo b; echo')).toBe('a b');
  });

  test('a failing command is not an error', () => {
    expect(run('echo out; exit 3')).toBe('out');
  });

  test('it sees the variables of the environment', () => {
    expect(run('echo $WHO', { WHO: 'me' })).toBe('me');
  });

  test('a NUL ends the output', () => {
    expect(run("printf 'a\\000b'")).toBe('a');
  });

  test('255 bytes of the output count', () => {
    expect(run('yes | head -c 1000')).toHaveLength(255);
  });

  test('the functions that the kernel builds on it', () => {
    const lines = `if-success = $(shell,{ $(1); } >/dev/null 2>&1 && echo "$(2)" || echo "$(3)")
success = $(if-success,$(1),y,n)
config A
	def_bool $(success,true)
config B
	def_bool $(success,false)
`;
    const { names } = load(lines, { allowShell: true });
    const valueOf = (name: string): unknown => names.get(name)!.defaults[0]!.value;
    expect(valueOf('A')).toMatchObject({ symbol: { name: 'y' } });
    expect(valueOf('B')).toMatchObject({ symbol: { name: 'n' } });
  });

  test('a time limit', () => {
    expect(
      errorOf(() => load('x := $(shell,sleep 20)\n', { allowShell: { timeout: 100 } })),
    ).toEqual({
      code: 'shell-failed',
      message:
        "Root:1: the command 'sleep 20' did not end within 0.1 s: if it needs more, set MALLOCGEN_SHELL_TIMEOUT to as many seconds",
    });
  });

  test.each([
    ['a command of the shell', 'sleep 20 & echo $! >$PID; wait'],
    ['a command in the background that keeps the output open', 'sleep 20 & echo $! >$PID'],
    ['a command of a command', "sh -c 'sleep 20 & echo $! >$PID; wait; true'; true"],
  ])('at the time limit %s ends as well', async (_, command) => {
    const folder = mkdtempSync(join(tmpdir(), 'shell-'));
    try {
      const file = join(folder, 'pid');
      writeFileSync(file, '');
      // A busy machine may need longer than the first limit to start the command.
      for (const limit of ['0.3', '3', '15']) {
        const env = { PID: file, MALLOCGEN_SHELL_TIMEOUT: limit };
        const error = errorOf(() => load(`x := $(shell,${command})\n`, { allowShell: true, env }));
        expect(error.code).toBe('shell-failed');
        if (readFileSync(file, 'utf8').endsWith('\n')) break;
      }
      await expect(hasEnded(Number(readFileSync(file, 'utf8')))).resolves.toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('what a command left behind without its output goes on', () => {
    expect(run('sleep 1 >/dev/null 2>&1 & echo out')).toBe('out');
  });

  test.each(['0', '-1', 'x', '1e9'])('MALLOCGEN_SHELL_TIMEOUT=%s', (text) => {
    const env = { MALLOCGEN_SHELL_TIMEOUT: text };
    expect(errorOf(() => load('x := $(shell,true)\n', { allowShell: true, env }))).toEqual({
      code: 'shell-failed',
      message: `Root:1: MALLOCGEN_SHELL_TIMEOUT is '${text}': set it to a number of seconds, at most 86400`,
    });
  });
});

/** Waits for a process that is not a child of this one; it may stay behind as a zombie for a while. */
async function hasEnded(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 600; attempt++) {
    try {
      process.kill(pid, 0);
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      if (/\) Z /.test(stat)) return true;
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

describe('functions in code', () => {
  const functions = {
    dt_has_compat: (name: string) => (name === 'a,b' ? 'y' : 'n'),
    join: (...all: string[]) => all.join('+'),
    shell: (command: string) => `ran ${command}`,
    broken: () => {
      throw new Error('no devicetree');
    },
    none: (() => undefined) as unknown as () => string,
  };
  const valueOf = (kconfig: string): string | undefined =>
    configure(load(kconfig, { functions })).get('A')?.value;

  test.each([
    ['config A\n\tdef_bool $(dt_has_compat,x)\n', 'n'],
    ['comma := ,\nconfig A\n\tdef_bool $(dt_has_compat,a$(comma)b)\n', 'y'],
    ['config A\n\tstring\n\tdefault "$(join,1,,3)"\n', '1++3'],
    ['config A\n\tstring\n\tdefault "$(join)"\n', ''],
    ['config A\n\tstring\n\tdefault "$(shell,ls)"\n', 'ran ls'],
    ['join = mine\nconfig A\n\tstring\n\tdefault "$(join,1)"\n', 'mine'],
  ])('%j is %j', (kconfig, expected) => {
    expect(valueOf(kconfig)).toBe(expected);
  });

  test('that fail, or return no text, are errors at their place', () => {
    expect(errorOf(() => valueOf('\n$(info,$(broken))\n'))).toEqual({
      code: 'macro-error',
      message: "Root:2: the function 'broken' failed: no devicetree",
    });
    expect(errorOf(() => valueOf('$(info,$(none,1))\n')).message).toBe(
      "Root:1: the function 'none' returned undefined: it must return a string, such as 'y'",
    );
  });
});
