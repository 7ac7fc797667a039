import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { TYPESCRIPTS } from '../../support/typescripts.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';

let cwd = '';
const write = (path: string, text: string) => writeFileSync(join(cwd, path), text);
const read = (path: string) => readFileSync(join(cwd, path), 'utf8');

const COMMAND = join(PACKAGE_ROOT, 'bin/mallocgen.js');

/** Runs the command as it was built, which has parsed the templates. */
function types(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, 'types', ...args], {
    cwd,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr: stderr.replace(/^Tree: .*\n/, '') };
}

function begin(): void {
  cwd = mkdtempSync(join(tmpdir(), 'mallocgen-types-'));
  mkdirSync(join(cwd, 'heap'));
}

const end = () => rmSync(cwd, { recursive: true });

describe('mallocgen types', () => {
  beforeEach(begin);
  afterEach(end);

  test('writes beside each configuration of a project, and checks that', () => {
    write('heap/app.defconfig', 'CONFIG_SYS_MALLOC_SMALL=y\n');
    write('heap/board.defconfig', 'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\n');
    write('heap/old_defconfig', '');
    for (const folder of ['node_modules', '.cache']) {
      mkdirSync(join(cwd, folder));
      write(`${folder}/other.defconfig`, 'nonsense\n');
    }
    expect(types('--check')).toEqual({
      code: 1,
      stdout:
        'heap/app.d.defconfig.ts: missing.\n' +
        'heap/board.d.defconfig.ts: missing.\n' +
        'heap/board.defconfig-phases.d.ts: missing.\n' +
        'heap/old_defconfig-phases.d.ts: missing.\n' +
        '4 files of declarations to update: run mallocgen types.\n',
      stderr: '',
    });
    expect(readdirSync(join(cwd, 'heap'))).toHaveLength(3);

    expect(types()).toEqual({
      code: 0,
      stdout:
        'Wrote heap/app.d.defconfig.ts\n' +
        'Wrote heap/board.d.defconfig.ts\n' +
        'Wrote heap/board.defconfig-phases.d.ts\n' +
        'Wrote heap/old_defconfig-phases.d.ts\n',
      stderr: '',
    });
    expect(types('--check')).toMatchObject({ code: 0 });
    expect(types().stdout).toBe('4 files of declarations: nothing has changed.\n');

    write('heap/app.defconfig', '# CONFIG_NO_MALLINFO is not set\n');
    write('heap/board.defconfig', '');
    expect(types('--check')).toMatchObject({
      code: 1,
      stdout:
        'heap/app.d.defconfig.ts: stale.\n' +
        'heap/board.d.defconfig.ts: stale.\n' +
        'heap/board.defconfig-phases.d.ts: no longer wanted.\n' +
        '3 files of declarations to update: run mallocgen types.\n',
    });
    expect(types()).toMatchObject({
      code: 0,
      stdout:
        'Wrote heap/app.d.defconfig.ts\n' +
        'Wrote heap/board.d.defconfig.ts\n' +
        'Removed heap/board.defconfig-phases.d.ts\n',
    });
    expect(types('--check')).toMatchObject({ code: 0 });
  });

  test('tells NAME.defconfig and NAME_defconfig apart', () => {
    write('heap/app.defconfig', '');
    write('heap/app_defconfig', '');
    expect(types().stdout).toBe(
      'Wrote heap/app.d.defconfig.ts\nWrote heap/app_defconfig-phases.d.ts\n',
    );
    expect(types('heap/app_defconfig', '--check')).toMatchObject({ code: 0 });
    expect(types('--check')).toMatchObject({ code: 0 });
  });

  test('finds declarations whose configuration is gone', () => {
    write('heap/app.defconfig', 'CONFIG_SPL=y\n');
    write('heap/old_defconfig', '');
    types();
    for (const name of ['app.defconfig', 'old_defconfig']) rmSync(join(cwd, 'heap', name));
    write('heap/mine.d.defconfig.ts', 'export const mine = 1;\n');
    const gone = [
      'app.d.defconfig.ts',
      'app.defconfig-phases.d.ts',
      'old_defconfig-phases.d.ts',
    ].map((name) => `heap/${name}`);
    expect(types('--check')).toMatchObject({
      code: 1,
      stdout:
        gone.map((path) => `${path}: no longer wanted.\n`).join('') +
        '3 files of declarations to update: run mallocgen types.\n',
    });
    expect(types()).toMatchObject({
      code: 0,
      stdout: gone.map((path) => `Removed ${path}\n`).join(''),
    });
    expect(readdirSync(join(cwd, 'heap'))).toEqual(['mine.d.defconfig.ts']);
  });

  test('does the others where one is wrong', () => {
    write('heap/app.defconfig', 'CONFIG_SYS_MALLOC_LEN=4M\n');
    write('heap/board.defconfig', '');
    expect(types()).toMatchObject({
      code: 2,
      stdout: 'Wrote heap/board.d.defconfig.ts\n',
      stderr: expect.stringContaining('heap/app.defconfig:1'),
    });
    expect(types('--check')).toMatchObject({ code: 2, stdout: '' });
  });

  test('leaves a file alone that it has not written', () => {
    write('heap/app.defconfig', '');
    write('heap/app.d.defconfig.ts', 'export const mine = 1;\n');
    const { code, stderr } = types();
    expect(code).toBe(2);
    expect(stderr).toContain('heap/app.d.defconfig.ts was not written by mallocgen');
    expect(read('heap/app.d.defconfig.ts')).toBe('export const mine = 1;\n');
  });

  test('reports a configuration that is wrong, and one that is missing', () => {
    write('heap/app.defconfig', 'CONFIG_SYS_MALLOC_LEN=4M\n');
    expect(types()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('heap/app.defconfig:1'),
    });
    expect(existsSync(join(cwd, 'heap/app.d.defconfig.ts'))).toBe(false);
    expect(types('heap/appp.defconfig')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean heap/app.defconfig?'),
    });
    rmSync(join(cwd, 'heap/app.defconfig'));
    expect(types().stderr).toContain('No file below the current folder');
  });

  test('says what brings a call, of several ways the one that changes least', () => {
    write('heap/app.defconfig', 'CONFIG_SYS_MALLOC_SMALL=y\n');
    types();
    const text = read('heap/app.d.defconfig.ts');
    const remedy = (name: string) =>
      new RegExp(`const ${name}: Missing<"${name} is not in this variant: (.*)">`).exec(text)?.[1];
    expect(remedy('mallinfo')).toBe("add '# CONFIG_NO_MALLINFO is not set' to app.defconfig");
    expect(remedy('malloc_dump')).toBe("add 'CONFIG_MALLOC_DEBUG=y' to app.defconfig");
    expect(remedy('malloc_leak_check_mem')).toBe(
      "add 'CONFIG_MALLOC_DEBUG=y' and 'CONFIG_MCHECK_HEAP_PROTECTION=y' to app.defconfig",
    );
    expect(remedy('createMalloc')).toBe(
      "add 'CONFIG_SYS_MALLOC_MULTI_INSTANCE=y' to app.defconfig",
    );
    expect(remedy('malloc')).toBeUndefined();
    // No option brings it to U-Boot proper.
    expect(remedy('board_init_r')).toBeUndefined();
  });
});

const PROGRAM = `
import { malloc, free, initr_malloc, type Mem } from './heap/app.defconfig';
import * as spl from './heap/board.defconfig?phase=spl';
import { createMalloc } from './heap/many.defconfig';
import * as old from './heap/old_defconfig';

initr_malloc(new ArrayBuffer(1 << 16), 0);
const mem: Mem = malloc(10);
free(mem);
spl.initf_malloc(new ArrayBuffer(1 << 16), 16);
export const numbers: readonly number[] = [
  spl.malloc_simple(4),
  createMalloc().malloc(4),
  old.mem_malloc_brk,
];
`;

const FAULTY = `
import { mallinfo, malloc } from './heap/app.defconfig';
import { free } from './heap/board.defconfig?phase=spl';
import { calloc } from './heap/many.defconfig';

export const used: number = mallinfo().uordblks;
export const allocate: (bytes: number) => number = mallinfo;
malloc('10');
free(0);
calloc(1, 1);
`;

describe('programs that import configurations', () => {
  beforeAll(() => {
    begin();
    write('package.json', '{ "type": "module" }\n');
    write('heap/app.defconfig', '');
    write('heap/board.defconfig', 'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\n');
    write('heap/many.defconfig', 'CONFIG_SYS_MALLOC_MULTI_INSTANCE=y\n');
    write('heap/old_defconfig', '');
    expect(types('heap/old_defconfig')).toMatchObject({
      code: 0,
      stdout: 'Wrote heap/old_defconfig-phases.d.ts\n',
    });
    expect(types()).toMatchObject({ code: 0 });
  });
  afterAll(end);

  /** What the compiler prints about a program. */
  function compiled(compiler: string, program: string, options: object): string {
    write('app.ts', program);
    const compilerOptions = {
      target: 'es2022',
      lib: ['es2023'],
      types: [],
      allowArbitraryExtensions: true,
      strict: true,
      isolatedModules: true,
      isolatedDeclarations: true,
      declaration: true,
      verbatimModuleSyntax: true,
      exactOptionalPropertyTypes: true,
      noUnusedLocals: true,
      skipLibCheck: false,
      noEmit: true,
      ...options,
    };
    write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['.'] }));
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [compiler, '--project', cwd, '--pretty', 'false'],
      { cwd, encoding: 'utf8' },
    );
    return stdout + stderr;
  }

  describe.each(TYPESCRIPTS)('%s', (_, compiler) => {
    test.each([
      { module: 'nodenext', moduleResolution: 'nodenext' },
      { module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom'] },
      { module: 'preserve', moduleResolution: 'bundler' },
    ])('accepts a program with $module and $moduleResolution', (options) => {
      expect(compiled(compiler, PROGRAM, options)).toBe('');
    });

    test('prints what brings a missing call', () => {
      const errors = compiled(compiler, FAULTY, { module: 'esnext', moduleResolution: 'bundler' });
      const mallinfo = `Type 'Missing<"mallinfo is not in this variant: add '# CONFIG_NO_MALLINFO is not set' to app.defconfig">'`;
      const lines = errors.trimEnd().split('\n');
      expect(lines).toEqual(
        expect.arrayContaining([
          'app.ts(6,29): error TS2349: This expression is not callable.',
          `  ${mallinfo} has no call signatures.`,
          expect.stringContaining(`app.ts(7,14): error TS2322: ${mallinfo} is not assignable to`),
          expect.stringContaining('app.ts(8,8): error TS2345:'),
          expect.stringContaining('Missing<"calloc belongs to a heap: call it as a member of'),
        ]),
      );
      expect(lines.filter((line) => line.includes('error TS'))).toHaveLength(4);
    });
  });
});
