import { join } from 'node:path';

import { afterAll, expect, test } from '@jest/globals';

import { configure, loadKconfig, parseDefconfig } from '../../../generator/kconfig/index.ts';
import { measure } from '../../../generator/measure/index.ts';
import { phaseOptions, type Phase } from '../../../generator/options/index.ts';
import {
  createPricer,
  openPricer,
  type Bytes,
  type Program,
} from '../../../generator/price/index.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { specialised } from '../../support/specialised.ts';
import { errorOf } from '../kconfig/trees.ts';

const tree = loadKconfig({ file: join(PACKAGE_ROOT, 'Kconfig'), srctree: PACKAGE_ROOT, env: {} });
const defconfig = (text: string) => parseDefconfig(text, 'x_defconfig');

const asked: Program[] = [];
/** Has 1000 bytes, and one more for each option that is on. */
const counting = createPricer(tree, {
  async measure(program) {
    asked.push(program);
    const { enabled, global } = program.options;
    const raw = 1000 + [...Object.values(enabled), ...Object.values(global)].filter(Boolean).length;
    return { raw, gzip: raw, brotli: raw, staticData: 0 };
  },
  close: async () => {},
});

const real = openPricer({ tree, templates: join(PACKAGE_ROOT, 'templates') });
afterAll(() => real.close());

async function bytesOf(text: string, phase: Phase): Promise<Bytes> {
  const options = phaseOptions(configure(tree, defconfig(text)), phase);
  const { functions: _, ...bytes } = await measure(specialised(options));
  return bytes;
}

test('a price is the difference of what the two configurations weigh', async () => {
  const before = await bytesOf('', 'u-boot');
  expect(await real.total(defconfig(''), 'u-boot')).toEqual(before);
  for (const [symbol, now, then] of [
    ['NO_TREE_BINS', 'n', 'y'],
    ['INSECURE', 'y', 'n'],
  ] as const) {
    const total = await bytesOf(`CONFIG_${symbol}=${then}\n`, 'u-boot');
    const price = await real.price(defconfig(''), 'u-boot', symbol);
    expect(price).toEqual({
      symbol,
      phase: 'u-boot',
      now,
      then,
      alsoChanges: [],
      total,
      cost: {
        raw: total.raw - before.raw,
        gzip: total.gzip - before.gzip,
        brotli: total.brotli - before.brotli,
        staticData: total.staticData - before.staticData,
      },
    });
  }
});

test('a price says what else changes, in the phase that is asked for', async () => {
  const config = defconfig('CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SMALL=y\n');
  const price = await counting.price(config, 'spl', 'SPL_SYS_MALLOC_SMALL');
  expect(price).toMatchObject({ now: 'y', then: 'n', phase: 'spl' });
  expect(price.alsoChanges).toContainEqual({ name: 'SPL_NO_TREE_BINS', before: 'y', after: 'n' });
  expect(price.cost!.raw).toBe(-price.alsoChanges.length);
  const elsewhere = await counting.price(config, 'u-boot', 'SPL_SYS_MALLOC_SMALL');
  expect(elsewhere.cost!.raw).toBe(0);
});

test('what cannot be switched has the reason that Kconfig gives', async () => {
  const config = defconfig('');
  expect(await counting.price(config, 'u-boot', 'MCHECK_BACKTRACE')).toEqual({
    symbol: 'MCHECK_BACKTRACE',
    phase: 'u-boot',
    now: 'n',
    alsoChanges: [],
    reason: expect.stringMatching(
      /^it needs MCHECK_HEAP_PROTECTION \[=n\] \(.*Kconfig\.debug:\d+\)/,
    ),
  });
  const spl = await counting.price(defconfig('CONFIG_SPL=y\n'), 'spl', 'SPL');
  expect(spl).toMatchObject({ now: 'y', then: 'n', reason: expect.stringContaining('CONFIG_SPL') });
  expect([spl.cost, spl.total]).toEqual([undefined, undefined]);
  expect(await counting.total(config, 'spl')).toBeUndefined();
  const error = errorOf(() => counting.look(config, 'u-boot', 'NO_TREE_BIN'));
  expect(error).toMatchObject({
    code: 'unknown-symbol',
    message: expect.stringMatching(/NO_TREE_BINS\?$/),
  });
});

test('a number has a price for the value that is named', async () => {
  const config = defconfig('CONFIG_SYS_MALLOC_F=y\n');
  const alone = await counting.price(config, 'u-boot', 'SYS_MALLOC_F_LEN');
  expect(alone.reason).toMatch(/name one, as in SYS_MALLOC_F_LEN=0x/);
  expect(alone.cost).toBeUndefined();
  const named = await counting.price(config, 'u-boot', 'SYS_MALLOC_F_LEN', { value: '0x8000' });
  expect(named).toMatchObject({ then: '0x8000', cost: { raw: 0 } });
});

test('each configuration is looked at as it is, whatever was priced before', async () => {
  const one = defconfig('CONFIG_NO_TREE_BINS=y\n');
  const other = defconfig('CONFIG_SYS_MALLOC_SMALL=y\n');
  const now = async () => [
    (await counting.price(one, 'u-boot', 'NO_TREE_BINS')).now,
    (await counting.price(other, 'u-boot', 'SIMPLE_MEMALIGN')).now,
    (await counting.price(one, 'u-boot', 'SIMPLE_MEMALIGN')).now,
  ];
  expect(await now()).toEqual(['y', 'y', 'n']);
  expect(await now()).toEqual(['y', 'y', 'n']);
  expect(asked.length).toBeGreaterThan(0);
});

test('the priced symbols are those that this phase takes its options from', () => {
  const symbols = counting.symbols('spl');
  expect(symbols).toEqual(
    expect.arrayContaining([
      'SPL_NO_TREE_BINS',
      'SPL_SYS_MALLOC_SMALL',
      '64BIT',
      'CC_OPTIMIZE_FOR_SIZE',
    ]),
  );
  expect(symbols).not.toContain('TPL_NO_TREE_BINS');
  expect(symbols).toEqual(symbols.toSorted());
});
