import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { fit, LIMITS, type FitRequest, type Templating } from '../../../generator/fit/index.ts';
import {
  configure,
  parseCondition,
  parseDefconfig,
  type Configuration,
  type KconfigTree,
} from '../../../generator/kconfig/index.ts';
import { weigh } from '../../../generator/measure/index.ts';
import { phaseOptions, type BuildOptions } from '../../../generator/options/index.ts';
import { openMeasurer, type Bytes, type Measurer } from '../../../generator/price/index.ts';
import { exportedNames, optionsRead } from '../../../generator/specialise/index.ts';
import { realTemplates } from '../../support/stored-templates.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { buildOptions } from '../../support/build-options.ts';
import { randomIntegers, seeded } from '../../support/seed.ts';
import { loadSpecialised, specialised } from '../../support/specialised.ts';
import { load } from '../kconfig/trees.ts';

/** The options that the code of the made-up templates asks for. */
const READ = [
  'INSECURE',
  'NO_TREE_BINS',
  'NO_REALLOC_IN_PLACE',
  'SMALLCHUNKS_AS_FUNCS',
  'SIMPLE_SYSALLOC',
  'MORECORE_CANNOT_TRIM',
] as const;
/** What nothing asks for, and what adds a call. */
const OTHERS = ['NO_MALLINFO', 'MALLOC_BULK_FREE'] as const;
const NAMES = [...READ, ...OTHERS];

const MADE_UP: Templating = {
  allNames: ['mem_malloc_init', 'malloc', 'free', 'realloc', 'bulk_free'],
  exportedNames: ({ enabled }) =>
    new Set(MADE_UP.allNames.filter((name) => name !== 'bulk_free' || enabled.MALLOC_BULK_FREE)),
  optionsRead: ({ enabled }) =>
    READ.map((name) => ({ kind: 'enabled' as const, name, value: enabled[name] })),
};

/** Weights for each option that is on, and for each two that are. */
function weights(random: (below: number) => number, isAdditive: boolean) {
  const alone = READ.map(() => random(200) - 100);
  const together = READ.map(() => READ.map(() => (isAdditive ? 0 : random(120) - 60)));
  return ({ enabled }: BuildOptions): number => {
    const on = READ.flatMap((name, at) => (enabled[name] ? [at] : []));
    return on.reduce(
      (sum, at) => sum + alone[at]! + on.reduce((all, other) => all + together[at]![other]!, 0),
      10_000,
    );
  };
}

function measurerOf(bytes: (options: BuildOptions) => number): Measurer & { count: number } {
  const measurer = {
    count: 0,
    async measure({ options }: { readonly options: BuildOptions }): Promise<Bytes> {
      measurer.count += 1;
      const brotli = bytes(options);
      return { raw: brotli * 2, gzip: brotli, brotli, staticData: 0 };
    },
    close: async () => {},
  };
  return measurer;
}

const LENGTH = '\nconfig SYS_MALLOC_LEN\n\thex "length"\n\tdefault 0x10000\n';

/** A tree of the options with random dependencies, selects and defaults. */
function randomTree(random: (below: number) => number): KconfigTree {
  const entries = NAMES.map((name, at) => {
    const earlier = NAMES[random(Math.max(1, at))]!;
    const not = random(2) === 0 ? '!' : '';
    const clauses = ['', `\tdepends on ${not}${earlier}`, `\tselect ${earlier}`];
    const clause = at === 0 ? '' : clauses[[0, 0, 1, 1, 2][random(5)]!];
    return `config ${name}\n\tbool "it"\n${random(2) === 0 ? '\tdefault y\n' : ''}${clause}\n`;
  });
  return load(`${entries.join('\n')}${LENGTH}`);
}

function randomExpression(random: (below: number) => number): string | undefined {
  const literal = (): string => `${random(2) === 0 ? '!' : ''}${NAMES[random(NAMES.length)]!}`;
  const shapes = [
    () => undefined,
    literal,
    () => `${literal()} && ${literal()}`,
    () => `${literal()} || ${literal()} && ${literal()}`,
    () => `!(${literal()} && ${literal()}) && SYS_MALLOC_LEN >= 0x8000`,
  ];
  return shapes[random(shapes.length)]!();
}

/** All configurations of a tree, one for each way to write y or n for its bools. */
function* configurations(tree: KconfigTree, names: readonly string[]): Generator<Configuration> {
  for (let bits = 0; bits < 2 ** names.length; bits++) {
    const lines = names.map((name, at) =>
      (bits >> at) & 1 ? `CONFIG_${name}=y\n` : `# CONFIG_${name} is not set\n`,
    );
    yield configure(tree, parseDefconfig(lines.join(''), 'each'));
  }
}

/** The fewest bytes of all configurations that are allowed; Infinity if there is none. */
function bruteForce(
  tree: KconfigTree,
  expression: string | undefined,
  calls: readonly string[],
  bytes: (options: BuildOptions) => number,
): number {
  const condition = expression === undefined ? undefined : parseCondition(expression, tree);
  let least = Infinity;
  for (const configuration of configurations(tree, NAMES)) {
    if (condition?.evaluate(configuration) === 'n') continue;
    const options = phaseOptions(configuration, 'u-boot');
    const names = MADE_UP.exportedNames(options);
    if (calls.every((call) => names.has(call))) least = Math.min(least, bytes(options));
  }
  return least;
}

const ROUNDS = 30;
const BASE = { file: 'base', assignments: [], diagnostics: [] };
const request = (tree: KconfigTree, bytes: (options: BuildOptions) => number): FitRequest => ({
  tree,
  phase: 'u-boot',
  base: BASE,
  calls: ['malloc', 'free'],
  measurer: measurerOf(bytes),
  templating: MADE_UP,
});

test(
  seeded('a small space: nothing is smaller than the answer, whatever the options weigh'),
  async () => {
    const random = randomIntegers(7);
    let impossible = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const tree = randomTree(random);
      const bytes = weights(random, false);
      const expression = randomExpression(random);
      const calls = random(3) === 0 ? ['malloc', 'bulk_free'] : ['malloc', 'free'];
      const least = bruteForce(tree, expression, calls, bytes);
      const asked = { ...request(tree, bytes), calls, require: expression };
      if (least === Infinity) {
        impossible += 1;
        await expect(fit(asked)).rejects.toMatchObject({ code: 'fit' });
        continue;
      }
      const { bytes: found, searched, config } = await fit(asked);
      expect([round, found.brotli, searched.isWhole]).toEqual([round, least, true]);
      const again = configure(tree, config);
      expect(bytes(phaseOptions(again, 'u-boot'))).toBe(least);
      if (expression !== undefined)
        expect(parseCondition(expression, tree).evaluate(again)).toBe('y');
    }
    // With some seeds none is; what is said then has tests of its own.
    expect(impossible).toBeLessThan(20);
  },
);

test(seeded('a large space: no change of one option makes the answer smaller'), async () => {
  const random = randomIntegers(8);
  let same = 0;
  let rounds = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const tree = randomTree(random);
    const bytes = weights(random, round % 2 === 0);
    const expression = randomExpression(random);
    const least = bruteForce(tree, expression, ['malloc', 'free'], bytes);
    if (least === Infinity) continue;
    const limits = { ...LIMITS, variables: 0 };
    const found = await fit({ ...request(tree, bytes), require: expression, limits });
    expect(found.searched.isWhole).toBe(false);
    expect(found.bytes.brotli).toBeGreaterThanOrEqual(least);
    rounds += 1;
    if (found.bytes.brotli === least) same += 1;
  }
  // It proves nothing, but it is rarely wrong, even if options weigh more or less in pairs.
  expect(rounds).toBeGreaterThan(ROUNDS / 2);
  expect(same / rounds).toBeGreaterThan(0.7);
});

test('options that the calls do not ask for stay as they are, and cost nothing to look at', async () => {
  const tree = load(NAMES.map((name) => `config ${name}\n\tbool "it"\n`).join('\n') + LENGTH);
  const asked = request(tree, weights(randomIntegers(1), true));
  const { givenUp, searched } = await fit(asked);
  expect(
    givenUp.map(({ symbol }) => symbol).filter((name) => !READ.includes(name as never)),
  ).toEqual([]);
  expect(searched).toMatchObject({ isWhole: true, configurations: expect.any(Number) });
  expect(searched.programs).toBe(2 ** READ.length);
});

const NEEDING = load(`config INSECURE
	bool "checks"
	default y

config MALLOC_BULK_FREE
	bool "bulk_free()"
	depends on !INSECURE
${LENGTH}	range 0x800 0xffffffff
`);

test.each([
  [{ calls: ['malloc', 'fre'] }, 'fre: no configuration has such a call. Did you mean free?'],
  [
    { calls: ['zzzzzz'] },
    'zzzzzz: no configuration has such a call. docs/calls.md lists all calls.',
  ],
  [{ calls: [] }, 'No call is named: name those that the program makes, as malloc,free.'],
  [
    { require: 'MALLOC_BULK_FREE && INSECURE' },
    "--require 'MALLOC_BULK_FREE && INSECURE' can never hold: it needs INSECURE=n (Root:1) and INSECURE=y (Root:1), which exclude each other.",
  ],
  [
    { require: 'INSECURE && !INSECURE' },
    "--require 'INSECURE && !INSECURE' can never hold: INSECURE would need two values at once.",
  ],
  [
    { require: 'SYS_MALLOC_LEN < 0x100' },
    "--require 'SYS_MALLOC_LEN < 0x100' can never hold: 0xff is outside the range from 0x800 to 0xffffffff (Root:12).",
  ],
  [
    { require: 'SYS_MALLOC_LEN' },
    "--require 'SYS_MALLOC_LEN' can never hold: SYS_MALLOC_LEN: 'y' is not a hex number; give it one.",
  ],
  [
    { require: 'n' },
    "--require 'n' can never hold: no set of values was found that makes it hold.",
  ],
  [
    { require: 'INSECURE', calls: ['bulk_free'] },
    'No configuration was found with all of bulk_free that satisfies --require: bulk_free comes with MALLOC_BULK_FREE=y, but there it needs !INSECURE [=y] (Root:7), which does not hold.',
  ],
])('what cannot be had is refused with a reason: %j', async (part, message) => {
  const asked = { ...request(NEEDING, () => 1), ...part };
  await expect(fit(asked)).rejects.toMatchObject({ code: 'fit', message });
});

test('an expression that excludes the phase is refused with what the phase needs', async () => {
  const tree = load(`config SPL\n\tbool "SPL"\n${LENGTH}`);
  const asked: FitRequest = { ...request(tree, () => 1), phase: 'spl' };
  await expect(fit({ ...asked, require: 'SPL=n' })).rejects.toMatchObject({
    message: "--require 'SPL=n' can never hold: spl is built only with SPL=y.",
  });
  await expect(fit({ ...asked, require: 'SPL=y' })).resolves.toMatchObject({ phase: 'spl' });
});

test('of a tree with many symbols behind an option, only the options are varied', async () => {
  const others = Array.from({ length: 100 }, (_, at) => `O${at}`);
  const tree = load(
    `config INSECURE\n\tbool "it"\n\tdepends on ${others.map((name) => `!${name}`).join(' && ')}\n` +
      others.map((name) => `config ${name}\n\tbool "${name}"\n`).join('') +
      LENGTH,
  );
  const asked = request(tree, ({ enabled }) => (enabled.INSECURE ? 100 : 200));
  const { searched, bytes } = await fit(asked);
  expect(bytes.brotli).toBe(100);
  expect(searched).toMatchObject({ isWhole: false, variables: 1 });
});

test('numbers stay as they are, unless the expression needs another', async () => {
  const asked = request(NEEDING, () => 1);
  const config = async (more: Partial<FitRequest>) =>
    configure(NEEDING, (await fit({ ...asked, ...more })).config).get('SYS_MALLOC_LEN')?.value;
  expect(await config({})).toBe('0x10000');
  expect(await config({ require: 'SYS_MALLOC_LEN > 65536' })).toBe('0x10001');
  expect(await config({ require: 'SYS_MALLOC_LEN = 0x2000 || SYS_MALLOC_LEN = 0x3000' })).toBe(
    '0x2000',
  );
  expect(await config({ heap: 0x4000 })).toBe('0x4000');
  expect(await config({ heap: 0x100 })).toBe('0x10000');
});

const templates = realTemplates();
const REAL: Templating = {
  allNames: templates.api.map(({ name }) => name),
  exportedNames: exportedNames(templates),
  factory: templates.factory?.name,
  optionsRead: (options, names) => optionsRead(templates, options, names),
};

test('the real templates: the answer is what bundles of all configurations show', async () => {
  const names = ['NO_TREE_BINS', 'INSECURE', 'SMALLCHUNKS_AS_FUNCS', 'SIMPLE_MEMALIGN'];
  const tree = load(names.map((name) => `config ${name}\n\tbool "it"\n`).join('\n') + LENGTH);
  const measurer = openMeasurer({ templates: join(PACKAGE_ROOT, 'templates') });
  const calls = ['malloc', 'free'];
  const condition = parseCondition('!INSECURE || !NO_TREE_BINS', tree);
  const found = await fit({
    tree,
    phase: 'u-boot',
    base: BASE,
    calls,
    require: '!INSECURE || !NO_TREE_BINS',
    measurer,
    templating: REAL,
  });
  await measurer.close();
  expect(found.imports).toEqual(['malloc', 'free', 'mem_malloc_init']);
  let least = Infinity;
  for (const configuration of configurations(tree, names)) {
    // The calls do not ask for it, so it stays as it is.
    if (configuration.get('SIMPLE_MEMALIGN')?.value === 'y') continue;
    if (condition.evaluate(configuration) === 'n') continue;
    const { javascript } = specialised(phaseOptions(configuration, 'u-boot'));
    const { brotli } = await weigh({ javascript, measured: found.imports });
    least = Math.min(least, brotli);
  }
  expect(found.bytes.brotli).toBe(least);
  expect(found.searched).toMatchObject({ isWhole: true, programs: 6 });
  const back = found.givenUp.map(({ symbol, back: cost }) => [symbol, cost?.brotli]);
  for (const [, cost] of back) expect(cost).toBeGreaterThan(0);
});

test('options that a program does not ask for leave its code as it is', () => {
  const names = new Set(['malloc', 'free', 'mem_malloc_init']);
  const reads = optionsRead(templates, buildOptions(32), names).map(({ name }) => name);
  expect(reads).toEqual(expect.arrayContaining(['NO_TREE_BINS', 'SYS_MALLOC_LOCK', '64BIT']));
  for (const name of [
    'NO_MALLINFO',
    'NO_REALLOC_IN_PLACE',
    'MALLOC_INSPECT_ALL',
    'SIMPLE_MEMALIGN',
  ])
    expect(reads).not.toContain(name);
});

test('realloc() of a simple malloc always panics, which is why it does not count', async () => {
  const options = buildOptions(32, { SYS_MALLOC_SIMPLE: true });
  const simple = await loadSpecialised(options);
  simple.initf_malloc(new ArrayBuffer(0x8000), 16);
  const mem = simple.malloc(8);
  expect(() => simple.realloc(mem, 16)).toThrow();
  expect(() => simple.realloc(0, 16)).toThrow();
  expect(() => simple.free(mem)).not.toThrow();
});
