import { describe, expect, test } from '@jest/globals';
import { Memcheck, checkedArray, checkedView } from '../../../src/memcheck/index.ts';

/** Ten words from byte 32, in the middle of memory that must not be used. */
function tenWords() {
  const buffer = new ArrayBuffer(256);
  const checker = new Memcheck();
  checker.make_mem_noaccess(0, 256);
  checker.malloclike_block(32, 40, 0, false);
  const words = checkedArray(new Int32Array(buffer), checker);
  const kinds = () => checker.errors.map(({ kind, address }) => [kind, address]);
  return { buffer, checker, words, kinds };
}

describe('checkedArray', () => {
  test('elements', () => {
    const { words, kinds } = tenWords();
    words[8] = 5;
    words[17] = 6;
    expect(words[8]).toBe(5);
    expect(words.at(17)).toBe(6);
    expect(kinds()).toEqual([]);
    expect(words[9]).toBe(0);
    words[18] = 7;
    expect(words[7]).toBe(0);
    expect(words[64]).toBeUndefined();
    words[64] = 1;
    expect(kinds()).toEqual([
      ['undefined-read', 36],
      ['invalid-write', 72],
      ['invalid-read', 28],
    ]);
  });

  test.each([
    ['fill', (a: Int32Array) => a.fill(1, 8, 18), []],
    ['fill, too far', (a: Int32Array) => a.fill(1, 8, 19), [['invalid-write', 72]]],
    ['fill from the end', (a: Int32Array) => a.fill(1, -56, -46), []],
    ['set', (a: Int32Array) => a.set([1, 2], 16), []],
    ['set, too far', (a: Int32Array) => a.set([1, 2], 17), [['invalid-write', 72]]],
    ['slice', (a: Int32Array) => a.slice(8, 9), [['undefined-read', 32]]],
    ['slice of nothing', (a: Int32Array) => a.slice(3, 3), []],
    ['at', (a: Int32Array) => a.at(-1), [['invalid-read', 252]]],
    ['copyWithin', (a: Int32Array) => a.copyWithin(8, 10, 12), []],
    [
      'copyWithin, from too far',
      (a: Int32Array) => a.copyWithin(8, 17, 19),
      [['invalid-read', 72]],
    ],
    [
      'subarray',
      (a: Int32Array) =>
        a
          .subarray(8, 18)
          .fill(2)
          .reduce((x, y) => x + y),
      [],
    ],
    ['a subarray read', (a: Int32Array) => a.subarray(8, 10).join(), [['undefined-read', 32]]],
    ['join', (a: Int32Array) => a.join(), [['invalid-read', 0]]],
    ['iteration', (a: Int32Array) => [...a.subarray(8, 9)], [['undefined-read', 32]]],
  ] as const)('%s', (_, use, errors) => {
    const { words, kinds } = tenWords();
    use(words);
    expect(kinds()).toEqual(errors);
  });

  test('does what the array does', () => {
    const { words, buffer } = tenWords();
    words.fill(0, 8, 18).set([3, 1, 2], 8);
    const part = words.subarray(8, 11);
    // oxlint-disable-next-line unicorn/no-array-sort -- it is the method that is tested
    expect(part.sort()).toBe(part);
    expect([...part]).toEqual([1, 2, 3]);
    expect(part.map((x) => x * 2)).toEqual(new Int32Array([2, 4, 6]));
    expect(part.length).toBe(3);
    expect(part.byteOffset).toBe(32);
    expect(part.buffer).toBe(buffer);
    expect(part instanceof Int32Array).toBe(true);
    expect(new Int32Array(buffer, 32, 3)).toEqual(new Int32Array([1, 2, 3]));
    expect(() => part.set([1, 2], 2)).toThrow(RangeError);
  });

  test('errors name the caller', () => {
    const { words, checker } = tenWords();
    words[18] = 1;
    words.fill(0, 18, 19);
    words[7]?.toString();
    expect(checker.errors).toHaveLength(3);
    for (const { stack } of checker.errors) expect(stack[0]).toContain('checked-array.test.ts');
  });
});

describe('checkedView', () => {
  const methods = [
    'Int8',
    'Uint8',
    'Int16',
    'Uint16',
    'Int32',
    'Uint32',
    'Float32',
    'Float64',
    'BigInt64',
    'BigUint64',
  ] as const;

  test.each(methods)('get%s and set%s', (name) => {
    const buffer = new ArrayBuffer(64);
    const checker = new Memcheck();
    const view = checkedView(buffer, checker, 16, 32);
    const size = Number(/\d+/.exec(name)?.[0]) / 8;
    const value = name.startsWith('Big') ? 77n : 77;
    const set = (at: number, little?: boolean) => view[`set${name}`](at, value as never, little);
    checker.malloclike_block(24, 8, 1, false);
    view[`get${name}`](8);
    set(8, true);
    expect(view[`get${name}`](8, true)).toBe(value);
    set(16 - size + 1);
    view[`get${name}`](7);
    expect(checker.errors.map(({ kind, address, size: bytes }) => [kind, address, bytes])).toEqual([
      ['undefined-read', 24, size],
      ['invalid-write', 32, size],
      ['invalid-read', 23, size],
    ]);
    expect(new DataView(buffer)[`get${name}`](32 - size + 1)).toBe(value);
    expect(() => set(32 - size + 1)).toThrow(RangeError);
    expect(checker.errors).toHaveLength(3);
  });

  test('of a SharedArrayBuffer and a WebAssembly.Memory', () => {
    const checker = new Memcheck();
    const shared = new SharedArrayBuffer(16);
    checkedView(shared, checker).setInt8(3, 4);
    expect(new Int8Array(shared)[3]).toBe(4);
    const memory = { buffer: new ArrayBuffer(16) };
    expect(checkedView(memory, checker).buffer).toBe(memory.buffer);
    expect(checkedView(memory, checker)).toBeInstanceOf(DataView);
  });
});
