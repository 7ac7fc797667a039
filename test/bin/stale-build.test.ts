import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const COPIED = ['bin', 'configs', 'dist', 'generator', 'src', 'templates', 'package.json'];
const KCONFIG = ['', '.debug', '.dlmalloc', '.javascript', '.malloc', '.spl', '.tpl', '.vpl'];

let clone: string;
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'mallocgen-clone-'));
  for (const name of [...COPIED, ...KCONFIG.map((end) => `Kconfig${end}`)]) {
    cpSync(join(ROOT, name), join(clone, name), { recursive: true, preserveTimestamps: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
}, 60_000);
afterAll(() => rmSync(clone, { recursive: true }));

const SOURCE = 'generator/error.ts';
const path = (file: string) => join(clone, file);

function run(program: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path(program), ...args], {
    encoding: 'utf8',
    env: { XDG_CACHE_HOME: path('cache') },
  });
  return { status, stdout, stderr };
}

const version = () => run('bin/mallocgen.js', '--version');
const good = { status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' };
const stale = {
  status: 2,
  stdout: '',
  stderr: `${SOURCE} has changed since mallocgen was built: run npm run build.\n`,
};

test('a build that is older than a changed source is refused', () => {
  expect(version()).toEqual(good);
  const text = readFileSync(path(SOURCE));
  appendFileSync(path(SOURCE), '\n');
  expect(version()).toEqual(stale);
  rmSync(path(SOURCE));
  expect(version()).toEqual(stale);
  writeFileSync(path(SOURCE), text);
  expect(version()).toEqual(good);
});

test('a source that is newer but the same is as built, and compared once', () => {
  const builtFrom = path('dist/bundle/built-from.json');
  const later = new Date(Date.parse('2100-01-01'));
  utimesSync(builtFrom, 0, 0);
  expect(version()).toEqual(good);
  expect(statSync(builtFrom).mtimeMs).toBeGreaterThan(0);
  utimesSync(path(SOURCE), later, later);
  expect(version()).toEqual(good);
});

test('an installed package has no sources, and asks for none', () => {
  const installed = path('installed');
  for (const name of ['bin', 'dist', 'package.json']) {
    cpSync(path(name), join(installed, name), { recursive: true });
  }
  rmSync(join(installed, 'dist/bundle/built-from.json'));
  expect(run('installed/bin/mallocgen.js', '--version')).toEqual(good);
  const { files } = JSON.parse(readFileSync(path('package.json'), 'utf8'));
  expect(files).toContain('!dist/bundle/built-from.json');
  rmSync(join(installed, 'dist'), { recursive: true });
  expect(run('installed/bin/mallocgen.js', '--version')).toEqual({
    status: 2,
    stdout: '',
    stderr: 'mallocgen is not built: run npm ci, or npm run build.\n',
  });
});

test('a build says what is wrong in a template, and nothing else', () => {
  const template = path('templates/index.ts');
  const text = readFileSync(template, 'utf8');
  const built = statSync(path('dist/bundle')).ino;
  const used = "CONFIG_IS_ENABLED('SYS_MALLOC_SIMPLE')";
  const options = path('templates/options/options.ts');
  const before = readFileSync(options, 'utf8');
  expect(before).toContain(used);
  writeFileSync(options, before.replace(used, "CONFIG_IS_ENABLED('NO_SUCH')"));
  expect(run('dist/src/bundle/bundle.js')).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(
      /^templates\/options\/options\.ts:\d+: CONFIG_IS_ENABLED\('NO_SUCH'\) asks for an unknown option: .*\n$/,
    ),
  });
  writeFileSync(options, before);
  writeFileSync(template, `${text}\nexport const = 1;\n`);
  expect(run('dist/src/bundle/bundle.js')).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^templates\/index\.ts:\d+:.*\n$/),
  });
  writeFileSync(template, text);
  // What was built before is still there.
  expect(statSync(path('dist/bundle')).ino).toBe(built);
});
