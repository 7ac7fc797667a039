/*
 * The ut command: its suites on several configurations, what it reports, and that no suite leaks,
 * whichever allocation fails.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Machine } from '../../../src/console/machine.ts';
import { runLine } from '../../../src/console/run-line.ts';
import { runTests } from '../../../src/console/ut/run-tests.ts';
import { SUITES } from '../../../src/console/ut/suites.ts';
import { UnitTestState, type UnitTest } from '../../../src/console/ut/unit-test.ts';
import { openVariant, type ConsoleVariant } from '../../../src/console/variant.ts';

const folder = mkdtempSync(join(tmpdir(), 'mallocgen-ut-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const variants = new Map<string, Promise<ConsoleVariant>>();

async function machineOf(defconfig: string) {
  const path = join(folder, 'test_defconfig');
  writeFileSync(path, `${defconfig}CONFIG_SYS_MALLOC_LEN=0x400000\n`);
  const opened =
    variants.get(defconfig) ??
    openVariant({
      kconfig: resolve('Kconfig'),
      srctree: resolve('.'),
      defconfig: path,
      templates: resolve('templates'),
      parsedTemplates: join(folder, 'none'),
      env: {},
    });
  variants.set(defconfig, opened);
  const lines: string[] = [];
  const machine = new Machine({ variant: await opened, print: (line) => void lines.push(line) });
  return { machine, lines };
}

const UNIT_TEST = 'CONFIG_SANDBOX=y\nCONFIG_UNIT_TEST=y\n';
const MCHECK = `${UNIT_TEST}CONFIG_MCHECK_HEAP_PROTECTION=y\n`;

describe.each([
  ['mcheck, 64 bits', `${MCHECK}CONFIG_64BIT=y\n`, 0],
  ['mcheck, 32 bits', MCHECK, 0],
  ['MALLOC_DEBUG, 64 bits', `${UNIT_TEST}CONFIG_64BIT=y\n`, 2],
  ['the defaults', '', 13],
  ['SYS_MALLOC_SMALL', 'CONFIG_SYS_MALLOC_SMALL=y\nCONFIG_UNIT_TEST=y\n', 3],
  ['shared, with a lock', `${MCHECK}CONFIG_SYS_MALLOC_LOCK=y\n`, 0],
  ['many instances', `${MCHECK}CONFIG_SYS_MALLOC_MULTI_INSTANCE=y\n`, 0],
] as const)('%s', (_, defconfig, skipped) => {
  test('all suites pass, or need what is not there', async () => {
    const { machine, lines } = await machineOf(defconfig);
    expect([runLine('ut -E', machine), lines.filter((line) => /FAIL/.test(line))]).toEqual([
      true,
      [],
    ]);
    const skips = skipped === 0 ? '' : `, skipped: ${skipped}`;
    expect(lines.at(-1)).toBe(`Tests run: 21${skips}, failures: 0`);
  });
});

test.each(SUITES.map(({ name, tests }) => [name, tests] as const))(
  'no test of %s leaks, whichever allocation fails',
  async (_, tests) => {
    const { machine, lines } = await machineOf(`${MCHECK}# CONFIG_MCHECK_BACKTRACE is not set\n`);
    const { heap } = machine;
    for (const each of tests) {
      let calls = 0;
      // Tests that simulate failures themselves end the simulation.
      for (let allowed = 0; allowed < 60; allowed += 1) {
        const info = heap.malloc_get_info?.().in_use_bytes;
        heap.malloc_enable_testing?.(allowed);
        runTests([each], { leakCheck: true, results: true }, machine);
        heap.malloc_disable_testing?.();
        expect([each.name, allowed, heap.malloc_get_info?.().in_use_bytes]).toEqual([
          each.name,
          allowed,
          info,
        ]);
        calls += 1;
      }
      expect(calls).toBe(60);
      expect(lines.filter((line) => line.startsWith('Leak'))).toEqual([]);
      // Without simulated failures it passes, and the heap is sound.
      expect(runTests([each], { leakCheck: true, results: false }, machine)).toBe(0);
    }
    heap.mcheck_check_all?.();
    expect(lines.filter((line) => line.startsWith('mcheck'))).toEqual([]);
  },
);

describe('what is reported', () => {
  const made = (name: string, run: UnitTest['run']): UnitTest => ({ name, file: 'made.ts', run });

  test('leaks as in the specification, also of a test that fails, which keeps its message', async () => {
    const { machine, lines } = await machineOf(`${MCHECK}CONFIG_64BIT=y\n`);
    function stdio_clone(uts: UnitTestState) {
      uts.heap.malloc(0x98);
    }
    const tests = [
      made('leaks', (uts) => {
        stdio_clone(uts);
        uts.heap.malloc(8);
      }),
      made('fails', (uts) => {
        stdio_clone(uts);
        uts.ut_asserteq(1, 2);
      }),
      made('crashes', (uts) => {
        uts.block(uts.heap.malloc(8));
        throw new RangeError('out of range');
      }),
      made('skips', (uts) => {
        uts.need(undefined, 'malloc_trim');
      }),
    ];
    expect(runTests(tests, { leakCheck: true, results: true }, machine)).toBe(2);
    expect(
      lines.map((line) => line.replace(/^( {2})[0-9a-f]+ (.{3}) (\w+).*$/, '$1ADDRESS $2 $3')),
    ).toEqual([
      'Test: leaks: made.ts',
      'Leak: 2 allocs',
      '  ADDRESS 100 stdio_clone',
      '  ADDRESS  70 ut',
      'Result: PASS: leaks: made.ts',
      'Test: fails: made.ts',
      'made.ts: fails: Expected 1, got 2',
      'Leak: 1 allocs',
      '  ADDRESS 100 stdio_clone',
      'Result: FAIL: fails: made.ts',
      'Test: crashes: made.ts',
      'made.ts: crashes: RangeError: out of range',
      'Result: FAIL: crashes: made.ts',
      'Test: skips: made.ts',
      'made.ts: skips: needs malloc_trim()',
      'Result: SKIP: skips: made.ts',
      'Tests run: 4, skipped: 1, failures: 2',
    ]);
  });

  test('one test, one suite, and nonsense', async () => {
    const { machine, lines } = await machineOf(MCHECK);
    expect(runLine('ut -L calls basic', machine)).toBe(true);
    expect(lines.splice(0)).toEqual(['Test: basic: malloc-calls.ts', 'Tests run: 1, failures: 0']);
    expect(runLine('ut env', machine)).toBe(true);
    expect(lines.splice(0).at(-1)).toBe('Tests run: 2, failures: 0');
    expect(runLine('ut info', machine)).toBe(true);
    expect(lines.splice(0)).toEqual(['    7  calls', '    7  heap', '    5  debug', '    2  env']);
    for (const line of ['ut nothing', 'ut calls nothing', 'ut -X', 'ut calls basic more']) {
      expect([line, runLine(line, machine)]).toEqual([line, false]);
    }
    const { machine: plain } = await machineOf('');
    expect(runLine('ut -L', plain)).toBe(false);
  });

  test('ut_check_delta counts bytes in use', async () => {
    const { machine } = await machineOf(MCHECK);
    const uts = new UnitTestState(machine.heap, machine.memory, machine.print);
    const start = uts.ut_check_delta(0);
    const mem = uts.block(machine.heap.malloc(100));
    expect(uts.ut_check_delta(start)).toBeGreaterThanOrEqual(100);
    uts.free(mem);
    expect(uts.ut_check_delta(start)).toBe(0);
  });
});
