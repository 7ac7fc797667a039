/*
 * The package as others get it: packed, and installed by each package manager into an empty project, where a
 * program imports it and its command runs. Prints a table, and exits with 1 if something does not work.
 *
 *     npm run build && node .ci/package-managers.mjs [MANAGER…]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Where npm has them. npm itself is there. */
const TOOLS = ['pnpm@10.34.0', '@yarnpkg/cli-dist@4.9.2', 'bun@1.4.5'];

const YARN = { YARN_ENABLE_TELEMETRY: '0', YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' };

/**
 * How each one installs a tarball, and runs a program and a command. `files` is for projects that need
 * more than a package.json.
 */
const MANAGERS = {
  npm: {
    add: (tarball) => ['npm', 'install', tarball, '--no-audit', '--no-fund'],
    program: ['node', 'program.mjs'],
    command: ['npx', 'mallocgen'],
  },
  pnpm: {
    add: (tarball) => ['pnpm', 'add', tarball],
    program: ['node', 'program.mjs'],
    command: ['pnpm', 'exec', 'mallocgen'],
  },
  'yarn, node_modules': {
    files: { '.yarnrc.yml': 'nodeLinker: node-modules\n', 'yarn.lock': '' },
    env: YARN,
    add: (tarball) => ['yarn', 'add', `mallocgen@file:${tarball}`],
    program: ['yarn', 'node', 'program.mjs'],
    command: ['yarn', 'mallocgen'],
  },
  'yarn, PnP': {
    files: { '.yarnrc.yml': 'nodeLinker: pnp\n', 'yarn.lock': '' },
    env: YARN,
    add: (tarball) => ['yarn', 'add', `mallocgen@file:${tarball}`],
    program: ['yarn', 'node', 'program.mjs'],
    command: ['yarn', 'mallocgen'],
  },
  bun: {
    add: (tarball) => ['bun', 'add', tarball],
    program: ['bun', 'program.mjs'],
    command: ['bunx', 'mallocgen'],
  },
};

const PROGRAM = `
import { deepStrictEqual, ok } from 'node:assert';
import { free, initr_malloc, malloc } from 'mallocgen/default';
import { generateModule, measure } from 'mallocgen';
import { loadKconfig } from 'mallocgen/kconfig';
import mallocgen from 'mallocgen/vite';

initr_malloc(new ArrayBuffer(65536), 0, 65536);
const block = malloc(100);
free(block);
deepStrictEqual(malloc(100), block);
const module = await generateModule({ defconfig: 'heap.defconfig' });
ok((await measure(module, ['malloc', 'free'])).raw > 100);
ok(loadKconfig({ file: 'Kconfig.own' }).symbols !== null);
deepStrictEqual(mallocgen().name, 'mallocgen');
console.log('works');
`;

const scratch = mkdtempSync(join(tmpdir(), 'mallocgen-managers-'));
const failures = [];
try {
  const wanted = process.argv.slice(2);
  const names = Object.keys(MANAGERS).filter(
    (name) => wanted.length === 0 || wanted.includes(name),
  );
  const tools = join(scratch, 'tools');
  const path = [join(tools, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path, npm_config_cache: undefined };
  mkdirSync(tools);
  writeFileSync(join(tools, 'package.json'), '{ "private": true }\n');
  run(['npm', 'install', ...TOOLS, '--no-audit', '--no-fund'], tools, env);
  const packed = ['npm', 'pack', ROOT, '--json', '--ignore-scripts', '--pack-destination', scratch];
  const [{ filename, size }] = JSON.parse(run(packed, scratch, env));
  console.log(`The tarball has ${size} bytes.\n`);
  const rows = names.map((name) => rowOf(name, join(scratch, filename), env));
  const head = ['installed by', 'release', 'packages', 'MB', 'a program', '`mallocgen`'];
  for (const row of [head, head.map(() => '---'), ...rows]) console.log(`| ${row.join(' | ')} |`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (failures.length > 0) {
  console.error(`\n${failures.join('\n\n')}`);
  process.exitCode = 1;
}

function rowOf(name, tarball, common) {
  const { add, command, env: own = {}, files = {}, program } = MANAGERS[name];
  const cwd = join(scratch, name.replaceAll(/\W+/g, '-'));
  const env = { ...common, ...own };
  mkdirSync(cwd);
  const all = {
    'package.json': '{ "private": true, "type": "module" }\n',
    'heap.defconfig': 'CONFIG_SYS_MALLOC_SMALL=y\n',
    'Kconfig.own': 'config FOO\n\tbool "Foo"\n',
    'program.mjs': PROGRAM,
    ...files,
  };
  for (const [file, text] of Object.entries(all)) writeFileSync(join(cwd, file), text);
  const tool = add(tarball)[0];
  const works = (what, args) => {
    const { status, stderr, stdout } = spawnSync(args[0], args.slice(1), {
      cwd,
      env,
      encoding: 'utf8',
    });
    if (status === 0) return 'works';
    failures.push(`${name}: ${what}: ${args.join(' ')}\n${stdout}${stderr}`);
    return 'fails';
  };
  if (works('install', add(tarball)) === 'fails') return [name, '', '', '', 'fails', 'fails'];
  const weight = weightOf(join(cwd, 'node_modules'));
  return [
    name,
    run([tool, '--version'], cwd, env).trim(),
    weight === undefined ? '' : weight.packages,
    weight === undefined ? 'in zip files' : (weight.bytes / 1e6).toFixed(1),
    works('program', program),
    works('command', [...command, '--defconfig', 'heap.defconfig']),
  ];
}

function run([program, ...args], cwd, env) {
  return execFileSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The packages and bytes of a folder; undefined if it is not there. */
function weightOf(folder) {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
    const isPackage = /node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/;
    return {
      packages: files.filter((file) => isPackage.test(file)).length,
      bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
    };
  } catch {
    return undefined;
  }
}
