import { describe, expect, test } from '@jest/globals';
import { optionsOf, shippedBuilds } from '../../bench/configurations.ts';
import { exportedBy } from '../../bench/footprint/closure.ts';
import { bundleTemplates, withLiterals } from '../../bench/footprint/option-literals.ts';
import { disagreements } from '../../bench/footprint/specification.ts';
import { requireWorking } from '../../bench/footprint/working.ts';
import { distinctOptions } from '../../bench/generate/distinct.ts';
import { canonicalForm } from '../../generator/options/index.ts';

const options = optionsOf('');

test('every configuration is there once, and variants that are equal share a row', () => {
  const builds = shippedBuilds();
  const names = builds.flatMap(({ name }) => name.split(', '));
  expect(names).toEqual(expect.arrayContaining(['default', 'small64', 'sandbox_vpl tpl']));
  expect(new Set(builds.map((build) => canonicalForm(build.options))).size).toBe(builds.length);
});

describe('the options of other tools', () => {
  test('are literals in place of the calls', () => {
    const source =
      "if (CONFIG_IS_ENABLED('INSECURE') && !IS_ENABLED('CONFIG_64BIT')) use(CONFIG_VAL('SYS_MALLOC_LEN'));";
    expect(withLiterals(source, options)).toBe('if (true && !false) use(4194304);');
  });

  test('an option that there is not is an error', () => {
    expect(() => withLiterals("CONFIG_IS_ENABLED('NO_SUCH')", options)).toThrow(/NO_SUCH/);
  });

  test('reach the bundle in each way: what they turn off is gone, and nothing reads them at run time', async () => {
    const small = optionsOf('CONFIG_SYS_MALLOC_SMALL=y\n');
    for (const way of ['folded', 'minified'] as const) {
      const trees = await bundleTemplates(options, ['malloc'], way);
      const list = await bundleTemplates(small, ['malloc'], way);
      expect(list.length).toBeLessThan(trees.length * 0.9);
      for (const text of [trees, list]) {
        expect(text).not.toMatch(/CONFIG_IS_ENABLED|MALLOCGEN_OPTIONS/);
      }
    }
    expect(await bundleTemplates(small, ['malloc'], 'plain')).toMatch(/NO_TREE_BINS\w* = true/);
  });
});

describe('a tool that breaks the program is not a contestant', () => {
  const entry = ['mem_malloc_init', 'malloc', 'free', 'realloc', 'calloc', 'memalign'];

  test('the bundle itself passes, one that frees nothing does not', async () => {
    const good = await bundleTemplates(options, entry, 'folded');
    const texts = { ours: good, esbuild: good, terser: good, closure: good };
    await expect(requireWorking('x', texts, options)).resolves.toBeUndefined();
    const bad = good.replace(/function free\((\w+)\) \{/, '$& return;');
    expect(bad).not.toBe(good);
    await expect(requireWorking('x', { ...texts, terser: bad }, options)).rejects.toThrow(/terser/);
  });
});

const saving = (option: string, raw: number, brotli: number, specified?: number) => ({
  option,
  bits: 32 as const,
  saved: { raw, brotli },
  ...(specified !== undefined && { specified }),
});

describe('against the specification', () => {
  test('signs and order that agree give no sentence', () => {
    expect(
      disagreements([saving('A', 900, 300, 1750), saving('B', 500, 90, 200), saving('C', 1, 1)]),
    ).toEqual([]);
  });

  test('an option that adds bytes, and one that saves too little, are named', () => {
    const faults = disagreements([
      saving('A', 100, 30, 1750),
      saving('B', 500, 90, 200),
      saving('C', 5, -1),
    ]);
    expect(faults).toHaveLength(2);
    expect(faults.join()).toMatch(/C should save bytes.*adds 1 \(brotli\)/);
    expect(faults.join()).toMatch(/A should save more than B/);
  });
});

test('distinct variants are distinct', () => {
  expect(new Set(distinctOptions(1000).map(canonicalForm)).size).toBe(1000);
  expect(() => distinctOptions(5000)).toThrow(/only 2048/);
});

test('what Closure Compiler hands over is what the bundle exports under each name', () => {
  const bundle = 'function f() {}\nfunction f2() {}\nexport {\n  f2 as f,\n  g,\n  f as h\n};\n';
  expect([...exportedBy(bundle)]).toEqual([
    ['f', 'f2'],
    ['g', 'g'],
    ['h', 'f'],
  ]);
  expect(exportedBy('let a;').size).toBe(0);
});
