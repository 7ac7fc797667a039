import { brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { MODULE, measure, type SizeReport } from '../../../generator/measure/index.ts';
import { brotliSize, gzipSize } from '../../../generator/measure/compress.ts';

const ALLOCATOR = `
/** Bytes of state. */
export const MALLOC_STATE_SIZE = 1 << 4;
let top = MALLOC_STATE_SIZE;
const LIMIT = Math.max(1 << 16, 4096);
class HeapCorruption extends Error {
  constructor(address) {
    super('corrupt at ' + address);
  }
}
function outOfMemory(size) {
  return size > LIMIT || top + size > LIMIT;
}
/** Allocates. */
export function malloc(size) {
  if (outOfMemory(size)) return 0;
  const address = top;
  top += size;
  return address;
}
export const free = (address) => {
  if (address > top) throw new HeapCorruption(address);
};
export function mallinfo() {
  return { arena: LIMIT, uordblks: top, label: 'unmeasured' };
}
`;

function sum(report: SizeReport): number {
  return report.functions.reduce((total, { bytes }) => total + bytes, 0);
}

function names(report: SizeReport): string[] {
  return report.functions.map(({ name }) => name);
}

function bytesOf(report: SizeReport, function_: string): number {
  return report.functions.find(({ name }) => name === function_)?.bytes ?? 0;
}

describe('measure', () => {
  test('counts every byte of the minified module, its export list and end of line included', async () => {
    const javascript = 'export function malloc(size) {\n  return size + 8; // never 0\n}\n';
    const { raw } = await measure({ javascript, measured: ['malloc'] });
    expect(raw).toBe('function n(r){return r+8}export{n as malloc};\n'.length);
  });

  test('leaves out what the measured names do not reach', async () => {
    const some = await measure({ javascript: ALLOCATOR, measured: ['malloc'] });
    const all = await measure({ javascript: ALLOCATOR, measured: ['malloc', 'free', 'mallinfo'] });
    expect(names(some)).not.toContain('free');
    expect(names(some)).not.toContain('HeapCorruption');
    expect(names(all)).toEqual(expect.arrayContaining(['free', 'HeapCorruption', 'mallinfo']));
    expect(some.raw).toBeLessThan(all.raw);
  });

  test('names functions as the variant does, largest first, and the module last', async () => {
    const report = await measure({ javascript: ALLOCATOR, measured: ['free', 'malloc'] });
    expect(new Set(names(report))).toEqual(
      new Set(['HeapCorruption', 'malloc', 'free', 'outOfMemory', MODULE]),
    );
    expect(names(report).at(-1)).toBe(MODULE);
    const bytes = report.functions.slice(0, -1).map((entry) => entry.bytes);
    expect(bytes).toEqual(bytes.toSorted((a, b) => b - a));
  });

  test('the functions add up to the whole, also beyond ASCII', async () => {
    const javascript = ALLOCATOR.replace('corrupt at', '—beschädigt—');
    const report = await measure({ javascript, measured: ['malloc', 'free'] });
    expect(sum(report)).toBe(report.raw);
    const plain = await measure({ javascript: ALLOCATOR, measured: ['malloc', 'free'] });
    expect(bytesOf(report, 'HeapCorruption') - bytesOf(plain, 'HeapCorruption')).toBe(
      report.raw - plain.raw,
    );
    expect(report.raw - plain.raw).toBe(
      Buffer.byteLength('—beschädigt—') - Buffer.byteLength('corrupt at'),
    );
  });

  test('a function declared inside another has its own bytes', async () => {
    const javascript = `export function createMalloc(memory) {
      function malloc(size) { return memory.byteLength - size; }
      return { malloc };
    }`;
    const report = await measure({ javascript, measured: ['createMalloc'] });
    expect(names(report)).toEqual(['malloc', 'createMalloc', MODULE]);
    expect(report.functions[0]?.bytes).toBe('function n(t){return e.byteLength-t}'.length);
    expect(sum(report)).toBe(report.raw);
  });

  test('any number of functions of any length adds up', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 6 }),
        async (texts) => {
          const javascript = texts
            .map(
              (text, i) =>
                `export function f${i}(x) { return x === ${i} ? ${JSON.stringify(text)} : f${i > 0 ? i - 1 : 0}(x); }`,
            )
            .join('\n');
          const report = await measure({ javascript, measured: texts.map((_, i) => `f${i}`) });
          expect(sum(report)).toBe(report.raw);
          expect(names(report)).toHaveLength(texts.length + 1);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('reads the static data from MALLOC_STATE_SIZE, which needs not be measured', async () => {
    const { staticData } = await measure({ javascript: ALLOCATOR, measured: ['malloc'] });
    expect(staticData).toBe(16);
    const without = ALLOCATOR.replace('export const MALLOC_STATE_SIZE', 'const MALLOC_STATE_SIZE');
    expect((await measure({ javascript: without, measured: ['malloc'] })).staticData).toBe(0);
  });

  test.each([
    ['export const MALLOC_STATE_SIZE = 400;', 400],
    ['export let MALLOC_STATE_SIZE = 4;\nMALLOC_STATE_SIZE = 8;', 8],
    ['export const MALLOC_STATE_SIZE = 4 + 8;', 12],
    ['const text = `\nexport const MALLOC_STATE_SIZES = 4;`;', 0],
  ])('reads it off %j', async (declaration, size) => {
    const javascript = `export function malloc() { return 0; }\n${declaration}\n`;
    expect((await measure({ javascript, measured: ['malloc'] })).staticData).toBe(size);
  });

  test('gives the same report each time', async () => {
    const variant = { javascript: ALLOCATOR, measured: ['malloc', 'free', 'mallinfo'] };
    expect(await measure(variant)).toEqual(await measure(variant));
  });

  test('a measured name that the variant lacks is an error that names it', async () => {
    const measuring = measure({ javascript: ALLOCATOR, measured: ['malloc', 'calloc'] });
    await expect(measuring).rejects.toMatchObject({
      code: 'measure',
      message: expect.stringContaining('"calloc"'),
    });
  });

  test('a variant that imports something is an error, even when the file is there', async () => {
    const javascript = "import { join } from 'node:path';\nexport const malloc = () => join('a');";
    await expect(measure({ javascript, measured: ['malloc'] })).rejects.toThrow(
      'a variant imports nothing, but this one imports "node:path"',
    );
  });

  test('a variant that does not parse is an error with its line', async () => {
    const javascript = 'export function malloc( {';
    await expect(measure({ javascript, measured: ['malloc'] })).rejects.toThrow(/malloc\.js:1:/);
  });
});

describe('compressed sizes', () => {
  const content = Buffer.from(ALLOCATOR.repeat(20));

  test('gzip is at its best level', () => {
    expect(gzipSize(content)).toBe(gzipSync(content, { level: 9 }).length);
    expect(gzipSize(content)).toBeLessThan(gzipSync(content, { level: 1 }).length);
    expect(gunzipSync(gzipSync(content, { level: 9 }))).toEqual(content);
  });

  test('brotli is at quality 11', async () => {
    const { brotliCompressSync } = await import('node:zlib');
    const at = (quality: number) =>
      brotliCompressSync(content, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: quality,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        },
      });
    expect(brotliSize(content)).toBe(at(11).length);
    expect(brotliSize(content)).toBeLessThan(at(4).length);
    expect(brotliDecompressSync(at(11))).toEqual(content);
  });
});
