import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import {
  declarations,
  findingsOf,
  generate,
  generateModule,
  measure,
  price,
} from '../../../src/library/index.ts';
import { MallocgenError } from '../../../generator/error.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { mallocgen } from '../cli/fake-process.ts';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'mallocgen-library-'));
  writeFileSync(join(cwd, 'app.defconfig'), 'CONFIG_SYS_MALLOC_SMALL=y\nCONFIG_SPL=y\n');
  writeFileSync(join(cwd, 'fast.config'), '# CONFIG_SYS_MALLOC_SMALL is not set\n');
  mkdirSync(join(cwd, 'configs'));
  writeFileSync(join(cwd, 'configs/other_defconfig'), 'CONFIG_SYS_MALOC_SMALL=y\n');
});
afterAll(() => rmSync(cwd, { recursive: true }));

const env = {};

async function failure(work: Promise<unknown>): Promise<MallocgenError> {
  const error = await work.catch((reason: unknown) => reason);
  if (!(error instanceof MallocgenError)) throw error;
  return error;
}

test('the texts are those of the files that the command writes', async () => {
  const { modules, config, name } = await generate({ defconfig: 'app.defconfig', cwd, env });
  expect(await mallocgen(['--defconfig', 'app.defconfig'], { cwd })).toMatchObject({ code: 0 });
  const written = (file: string) => readFileSync(join(cwd, 'out/app', file), 'utf8');
  expect(name).toBe('app');
  expect(config).toBe(written('.config'));
  expect(modules.map(({ phase }) => phase)).toEqual(['u-boot', 'spl']);
  for (const { phase, js, ts, dts, exports, measured, sizes } of modules) {
    expect(js).toBe(written(`${phase}/malloc.js`));
    expect(ts).toBe(written(`${phase}/malloc.ts`));
    expect(dts).toBe(written(`${phase}/malloc.d.ts`));
    const manifest = JSON.parse(written('manifest.json')).phases[phase];
    expect(exports).toEqual(manifest.exports);
    expect(measured).toEqual(manifest.measured);
    const { functions, ...bytes } = await sizes();
    expect(bytes).toEqual(manifest.sizes);
    expect(functions).toEqual(manifest.functions);
  }
});

describe('which files are read', () => {
  test('a path, and all that a watcher has to watch', async () => {
    const { filesRead, warnings, notes, phase } = await generateModule({
      defconfig: { path: 'app.defconfig' },
      fragments: ['fast.config'],
      cwd,
      env,
    });
    const kconfig = ['', '.malloc', '.dlmalloc', '.spl', '.tpl', '.vpl', '.debug', '.javascript'];
    expect(filesRead.map((path) => basename(path))).toEqual([
      ...kconfig.map((end) => `Kconfig${end}`),
      'app.defconfig',
      'fast.config',
    ]);
    expect(filesRead[0]).toBe(join(PACKAGE_ROOT, 'Kconfig'));
    expect(filesRead.at(-1)).toBe(join(cwd, 'fast.config'));
    expect({ warnings, notes, phase }).toEqual({ warnings: [], notes: [], phase: 'u-boot' });
  });

  test('a name is of configs/, but not where a path is asked for', async () => {
    const named = await generateModule({ defconfig: 'other_defconfig', cwd, env });
    expect(named.filesRead.at(-1)).toBe(join(cwd, 'configs/other_defconfig'));
    const error = await failure(
      generateModule({ defconfig: { path: 'other_defconfig' }, cwd, env }),
    );
    expect(error.message).toContain('other_defconfig: there is no such file.');
  });

  test('text is read instead of the disk', async () => {
    const onDisk = await generateModule({ defconfig: 'app.defconfig', cwd, env });
    const text = 'CONFIG_SYS_MALLOC_SMALL=y\nCONFIG_SPL=y\n';
    const same = await generateModule({ defconfig: { text, path: 'app.defconfig' }, cwd, env });
    expect(same.js).toBe(onDisk.js);
    const other = await generateModule({
      defconfig: { text: '', path: 'app.defconfig' },
      cwd,
      env,
    });
    expect(other.js).not.toBe(onDisk.js);
    const unnamed = await generateModule({ defconfig: { text: '' }, cwd, env });
    expect(unnamed.js).toContain('of text.defconfig');
  });
});

test('fragments replace lines of the configuration, and extraConfig replaces both', async () => {
  const value = async (options: object): Promise<readonly boolean[]> => {
    const { options: built } = await generateModule({
      defconfig: 'app.defconfig',
      cwd,
      env,
      ...options,
    });
    return [built.enabled.NO_TREE_BINS, built.values.SYS_MALLOC_LEN === 0x1000];
  };
  const fragments = ['fast.config'];
  expect(await value({})).toEqual([true, false]);
  expect(await value({ fragments })).toEqual([false, false]);
  expect(
    await value({ fragments, extraConfig: { SYS_MALLOC_SMALL: true, SYS_MALLOC_LEN: 0x1000 } }),
  ).toEqual([true, true]);
});

describe('what is wrong has a place', () => {
  test('a warning', async () => {
    const { warnings } = await generateModule({ defconfig: 'other_defconfig', cwd, env });
    expect(warnings).toMatchObject([
      {
        code: 'unknown-symbol',
        severity: 'warning',
        position: { file: join(cwd, 'configs/other_defconfig'), line: 1, column: 1 },
      },
    ]);
  });

  test('a refused line, after whose reading the files are known', async () => {
    const seen: string[] = [];
    const error = await failure(
      generateModule({
        defconfig: { text: '\nCONFIG_SYS_MALLOC_SMALL=maybe\n', path: 'app.defconfig' },
        cwd,
        env,
        onFile: (path) => seen.push(path),
      }),
    );
    expect(findingsOf(error)).toMatchObject([
      {
        code: 'wrong-type',
        severity: 'error',
        position: { file: join(cwd, 'app.defconfig'), line: 2, column: 1 },
      },
    ]);
    expect(seen.at(-1)).toBe(join(cwd, 'app.defconfig'));
  });

  test('a value in code', async () => {
    const error = await failure(
      generateModule({
        defconfig: 'app.defconfig',
        extraConfig: { NOWHERE: 1 },
        strict: true,
        cwd,
        env,
      }),
    );
    expect(findingsOf(error)).toMatchObject([
      { code: 'unknown-symbol', position: { file: '<extraConfig>', line: 1 } },
    ]);
  });

  test('a Kconfig file', async () => {
    writeFileSync(join(cwd, 'Kconfig.bad'), 'config A\n\tboll\n');
    const error = await failure(
      generateModule({ defconfig: { text: '' }, kconfig: 'Kconfig.bad', cwd, env }),
    );
    expect(findingsOf(error)).toMatchObject([
      { code: 'syntax-error', position: { file: join(cwd, 'Kconfig.bad'), line: 2 } },
    ]);
  });

  test('a phase that is not built', async () => {
    const error = await failure(
      generateModule({ defconfig: { text: '' }, phase: 'spl', cwd, env }),
    );
    expect(error.message).toContain('CONFIG_SPL=y');
  });
});

test.each([[['quick.config']], [['configs/quick.config']], [['./configs/quick.config']]])(
  'fragments are paths, or names in configs: %j',
  async (fragments) => {
    writeFileSync(join(cwd, 'configs/quick.config'), 'CONFIG_SYS_MALLOC_LEN=0x3000\n');
    const options = { defconfig: 'app.defconfig', configs: 'configs', fragments, cwd, env };
    const { options: built, filesRead } = await generateModule(options);
    expect(built.values.SYS_MALLOC_LEN).toBe(0x3000);
    expect(filesRead.at(-1)).toBe(join(cwd, 'configs/quick.config'));
  },
);

test('a fragment that is not there is an error that says where names are looked up', async () => {
  const options = { defconfig: 'app.defconfig', fragments: ['nowhere.config'], cwd, env };
  const { message } = await failure(generateModule(options));
  expect(message).toContain(`nowhere.config: there is no such file. Name a file by its path, or`);
  expect(message).toContain(join(cwd, 'configs'));
});

describe('options that a program without types may give', () => {
  const defconfig = { text: '' };
  test.each<[work: () => Promise<unknown>, sentence: string]>([
    [
      () => generateModule({ defconfig, phase: 'slp' as never }),
      "generateModule(): there is no phase 'slp'. Did you mean spl?",
    ],
    [
      () => generate({ defconfig, phases: ['nope' as never] }),
      "generate(): there is no phase 'nope'. There are u-boot, spl, tpl, vpl.",
    ],
    [
      () => generateModule({ defconfig, phases: ['spl'] } as never),
      'generateModule(): there is no option phases. Did you mean phase?',
    ],
    [
      () => generate({ defconfig, phase: 'spl' } as never),
      'generate(): there is no option phase. Did you mean phases?',
    ],
    [
      () => generate({ defconfig, fragments: 'a.config' } as never),
      'generate(): fragments must be an array of paths or names.',
    ],
    [
      () => generate({ defconfig: {} } as never),
      'generate(): defconfig must be a path or a name, or an object with path or text.',
    ],
    [
      () => declarations({ defconfig, strikt: true } as never),
      'declarations(): there is no option strikt. Did you mean strict?',
    ],
    [() => price({ defconfig, jobs: 0 }), 'price(): jobs must be a whole number of at least 1.'],
    [
      () => price({ defconfig, target: 'wat' as 'wasm' }),
      "price(): target must be 'javascript' or 'wasm'.",
    ],
    [
      () => price({ defconfig, wasmAddress: 8 }),
      "price(): wasmAddress is about malloc.wasm: add target: 'wasm'.",
    ],
    [
      () => price({ defconfig, target: 'wasm', wasmAddress: 12 }),
      'price(): wasmAddress must be a multiple of 8 from 0 to 4294967288.',
    ],
    ...[generate, generateModule, price, declarations].map(
      (work): [() => Promise<unknown>, string] => [
        () => (work as () => Promise<unknown>)(),
        `${work.name}(): defconfig is missing. Name a configuration: { defconfig: 'heap.defconfig' }.`,
      ],
    ),
    [
      () => measure({} as never),
      'measure(): the first argument must be a module: what generateModule() returned, or { js: TEXT }.',
    ],
    [
      () => measure({ js: 'export const a = 1;', exports: ['a'] }, 'a' as never),
      "measure(): the second argument must be an array of exports, such as ['malloc', 'free'].",
    ],
    [
      () => measure({ js: 'export const malloc = 1;', exports: ['malloc'] }, ['maloc']),
      'measure(): the module has no export maloc. Did you mean malloc?',
    ],
    [
      () => measure({ js: 'export const malloc = 1;' }, ['nope']),
      'measure(): the module has no export nope. Correct the name.',
    ],
    [
      () => measure({ js: 'export const = 1;' }, ['nope']),
      'measure(): the module cannot be bundled: Expected identifier but found "=". Correct its text.',
    ],
  ])('%s', async (work, sentence) => {
    expect((await failure(work())).message).toBe(sentence);
  });
});

test.each([
  [
    { kconfig: 'configs' },
    "kconfig: 'configs': there is no such file. Name the first file of a Kconfig tree.",
  ],
  [{ configs: 'nowhere' }, "configs: 'nowhere': there is no such folder. Correct the path."],
])('what %j says has the names of the options in JavaScript', async (options, sentence) => {
  const error = await failure(generate({ defconfig: 'app.defconfig', ...options, cwd, env }));
  expect(error.message).toBe(sentence);
});

test('measure() counts what a program imports', async () => {
  const module = await generateModule({ defconfig: 'app.defconfig', cwd, env });
  const all = await measure(module);
  expect(all).toEqual(await module.sizes());
  const some = await measure(module, ['mem_malloc_init', 'malloc']);
  expect(some.raw).toBeLessThan(all.raw);
  expect(some.functions.map(({ name }) => name)).not.toContain('realloc');
  await expect(measure(module, ['mallinfo'])).rejects.toThrow('mallinfo');
});

test('price() switches symbols', async () => {
  const options = { defconfig: 'app.defconfig', cwd, env };
  const phases = ['u-boot' as const];
  const [tree, length] = await price({
    ...options,
    phases,
    symbols: ['NO_TREE_BINS', 'SYS_MALLOC_LEN=0x1000'],
  });
  expect(tree).toMatchObject({ symbol: 'NO_TREE_BINS', now: 'y', then: 'n', phase: 'u-boot' });
  const before = await generateModule(options);
  const after = await generateModule({ ...options, extraConfig: { NO_TREE_BINS: false } });
  const [{ raw }, { raw: rawAfter }] = await Promise.all([before.sizes(), after.sizes()]);
  expect(tree?.cost?.raw).toBe(rawAfter - raw);
  expect(length).toMatchObject({ symbol: 'SYS_MALLOC_LEN', then: '0x1000' });
  await expect(price({ ...options, phases, symbols: ['NOWHERE'] })).rejects.toThrow('NOWHERE');
  const [inWasm] = await price({ ...options, phases, symbols: ['NO_TREE_BINS'], target: 'wasm' });
  expect(inWasm?.total?.raw).toBeGreaterThan(0);
  expect(inWasm?.total?.raw).not.toBe(tree?.total?.raw);
  const module = { target: 'wasm' as const, wasmAddress: 64, wasmMemory: 'own' as const };
  const [fixed] = await price({ ...options, ...module, phases, symbols: ['NO_TREE_BINS'] });
  expect(fixed?.total?.raw).toBeLessThan(inWasm?.total?.raw ?? 0);
});
