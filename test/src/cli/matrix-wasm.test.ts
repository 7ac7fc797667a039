import { statSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { parseBaseline } from '../../../generator/matrix/index.ts';
import { useFolder } from './kconfig/folder.ts';

const SMALL = 'CONFIG_SYS_MALLOC_SMALL=y\n';
const REFUSED = `${SMALL}CONFIG_SYS_MALLOC_MULTI_INSTANCE=y\n`;
const BASELINE = 'alloc/wasm-size-baseline.json';

const folder = useFolder({ 'alloc/a_defconfig': SMALL, 'alloc/b_defconfig': REFUSED });

const ofAlloc = (...args: string[]) =>
  folder.run(['matrix', ...args, '--configs', 'alloc', '--jobs', '1']);

test('sizes of malloc.wasm have a baseline and budgets of their own', async () => {
  const made = await ofAlloc('--target', 'wasm', '--update', '--budget', 'a=2000');
  expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining(`Wrote ${BASELINE}\n`) });
  expect(made.stdout).toMatch(/^b +u-boot +SYS_MALLOC_MULTI_INSTANCE=y$/m);
  expect(folder.read('alloc/size-baseline.json')).toBeUndefined();
  const baseline = parseBaseline(folder.read(BASELINE) ?? '', BASELINE);
  expect(Object.keys(baseline.variants)).toEqual(['a/u-boot']);
  const { sizes } = baseline.variants['a/u-boot']!;
  await folder.run(['--defconfig', 'alloc/a_defconfig', '--target', 'wasm']);
  expect(sizes.raw).toBe(statSync(join(folder.path, 'out/a/u-boot/malloc.wasm')).size);

  const check = (...args: string[]) => ofAlloc('--target', 'wasm', '--check', ...args);
  const held = await check();
  expect(held.code).toBe(0);
  expect(held.stdout).toMatch(/^a\/u-boot +brotli +2000 /m);
  expect(held.stdout).toContain('1 of 1 variant is as accepted');
  const exceeded = await check('--budget', `a=${sizes.brotli - 1}`);
  expect(exceeded.code).toBe(1);
  expect(exceeded.stdout).toMatch('1 over its budget');

  folder.write({ 'alloc/a_defconfig': `${SMALL}CONFIG_64BIT=y\n` });
  const grown = await check();
  expect(grown.code).toBe(1);
  expect(grown.stdout).toMatch(/^a\/u-boot +raw .* too large: 0 allowed$/m);
  expect(grown.stdout).toMatch(/--update --configs alloc --target wasm$/m);

  folder.write({ 'alloc/a_defconfig': REFUSED });
  const gone = await check('--defconfig', 'a_defconfig');
  expect(gone.code).toBe(1);
  expect(gone.stdout).toMatch(/^a\/u-boot +vanished$/m);
  expect(gone.stdout).toMatch(/^a\/u-boot has no malloc\.wasm: SYS_MALLOC_MULTI_INSTANCE has no/m);
});

test('a module for size and one for speed are two variants', async () => {
  const speed = 'CONFIG_NO_TREE_BINS=y\n# CONFIG_SMALLCHUNKS_AS_FUNCS is not set\n';
  folder.write({
    'alloc/a_defconfig': `CONFIG_CC_OPTIMIZE_FOR_PERFORMANCE=y\n${speed}`,
    'alloc/b_defconfig': `CONFIG_CC_OPTIMIZE_FOR_SIZE=y\n${speed}`,
  });
  const { stdout } = await ofAlloc('--target', 'wasm', '--format', 'csv');
  const [head, a, b] = stdout.split('\n').map((line) => line.split(','));
  expect(head).toContain('in the way');
  expect(Number(b?.[2])).toBeLessThan(Number(a?.[2]));
});

test('modules at an address, and with a memory of their own, have baselines of their own', async () => {
  const lock = `${SMALL}CONFIG_SYS_MALLOC_LOCK=y\n`;
  folder.write({ 'alloc/a_defconfig': SMALL, 'alloc/b_defconfig': lock });
  const own = ['--target', 'wasm', '--wasm-address', '0x40', '--wasm-memory', 'own'];
  const file = 'alloc/wasm-own-64-size-baseline.json';
  const made = await ofAlloc(...own, '--update', '--budget', 'a=2000');
  expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining(`Wrote ${file}\n`) });
  expect(made.stdout).toMatch(/^b +u-boot +SYS_MALLOC_LOCK=y$/m);
  expect(made.stdout).toContain('Bytes of malloc.wasm at 64, with a memory of its own, by');
  const baseline = parseBaseline(folder.read(file) ?? '', file);
  expect(baseline.module).toEqual({ address: 64, memory: 'own' });
  await folder.run(['--defconfig', 'alloc/a_defconfig', ...own]);
  const { size } = statSync(join(folder.path, 'out/a/u-boot/malloc.wasm'));
  expect(baseline.variants['a/u-boot']?.sizes.raw).toBe(size);

  const held = await ofAlloc(...own, '--check');
  expect(held.stdout).toMatch(/^a\/u-boot +brotli +2000 /m);
  expect(held.code).toBe(0);
  folder.write({ 'alloc/a_defconfig': `${SMALL}CONFIG_64BIT=y\n` });
  expect((await ofAlloc(...own, '--check')).stdout).toMatch(
    /--update --configs alloc --target wasm --wasm-address 64 --wasm-memory own$/m,
  );
  const other = await ofAlloc('--target', 'wasm', '--check', '--baseline', file);
  expect(other.stderr).toBe(
    `${file} has the sizes of --target wasm --wasm-address 64 --wasm-memory own. Name another file with --baseline, or use these options.\n`,
  );

  const part = await ofAlloc(...own, '--defconfig', 'a*', '--format', 'json');
  folder.write({ 'part.json': part.stdout });
  const merge = ['matrix', 'merge', 'part.json', '--target', 'wasm'];
  expect((await folder.run(merge)).stderr).toContain(
    'The parts have the sizes of --target wasm --wasm-address 64 --wasm-memory own: use these options.',
  );
  expect((await folder.run([...merge, ...own.slice(2)])).code).toBe(0);
});

test('does not mix the targets', async () => {
  const { stdout } = await ofAlloc('--target', 'wasm', '--format', 'json', '--defconfig', 'b*');
  folder.write({ 'part.json': stdout });
  expect(JSON.parse(stdout)).toMatchObject({
    target: 'wasm',
    rows: [],
    refused: [{ configuration: 'b', phase: 'u-boot', blamed: 'SYS_MALLOC_MULTI_INSTANCE=y' }],
  });
  expect(await folder.run(['matrix', 'merge', 'part.json'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      'The parts have the sizes of --target wasm: use these options.',
    ),
  });
  const merged = await folder.run(['matrix', 'merge', 'part.json', '--target', 'wasm']);
  expect(merged.stdout).toMatch('1 without malloc.wasm');
  folder.write({
    [BASELINE]: JSON.stringify({
      schema: 1,
      target: 'wasm',
      minifier: '',
      tolerance: Object.fromEntries(
        ['raw', 'gzip', 'brotli', 'staticData'].map((each) => [each, { bytes: 0, percent: 0 }]),
      ),
      budgets: {},
      variants: {},
    }),
  });
  expect((await ofAlloc('--check', '--baseline', BASELINE)).stderr).toBe(
    `${BASELINE} has the sizes of --target wasm. Name another file with --baseline, or use these options.\n`,
  );
});
