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

  const fives = [0, 0, 0, 5, 0, 0, 0, 5, 0, 0];

  /** Writes the elements from `from` up to `to`, and uses the array: nothing else is read, so there is no error. */
  test.each([
    ['indexOf, found', 0, 4, (a: Int32Array) => a.indexOf(5)],
    ['indexOf from a position', 4, 8, (a: Int32Array) => a.indexOf(5, 4)],
    ['indexOf from the end', 6, 8, (a: Int32Array) => a.indexOf(5, -4)],
    ['indexOf, from behind the end', 0, 0, (a: Int32Array) => a.indexOf(5, 10)],
    ['lastIndexOf, found', 7, 10, (a: Int32Array) => a.lastIndexOf(5)],
    ['lastIndexOf from a position', 3, 7, (a: Int32Array) => a.lastIndexOf(5, 6)],
    ['lastIndexOf from the end', 3, 6, (a: Int32Array) => a.lastIndexOf(5, -5)],
    ['lastIndexOf, before the start', 0, 0, (a: Int32Array) => a.lastIndexOf(5, -11)],
    ['lastIndexOf, undefined is 0', 0, 1, (a: Int32Array) => a.lastIndexOf(5, undefined)],
    ['includes, found', 0, 4, (a: Int32Array) => a.includes(5)],
    ['includes from a position', 5, 8, (a: Int32Array) => a.includes(5, 5)],
    ['find', 0, 4, (a: Int32Array) => a.find((x) => x === 5)],
    ['findIndex', 0, 4, (a: Int32Array) => a.findIndex((x) => x === 5)],
    ['findLast', 7, 10, (a: Int32Array) => a.findLast((x) => x === 5)],
    ['findLastIndex', 7, 10, (a: Int32Array) => a.findLastIndex((x) => x === 5)],
    ['some', 0, 4, (a: Int32Array) => a.some((x) => x === 5)],
    ['every', 0, 4, (a: Int32Array) => a.every((x) => x === 0)],
    ['with', 1, 10, (a: Int32Array) => a.with(0, 9)],
    ['with, from the end', 0, 9, (a: Int32Array) => a.with(...([-1, 9] as const))],
    ['slice', 2, 5, (a: Int32Array) => a.slice(2, 5)],
    ['at', 9, 10, (a: Int32Array) => a.at(-1)],
    ['keys', 0, 0, (a: Int32Array) => [...a.keys()]],
    ['destructuring', 0, 2, ([first, second]: Int32Array) => [first, second]],
    [
      'for of with break',
      0,
      4,
      (a: Int32Array) => {
        for (const each of a) if (each === 5) break;
      },
    ],
    [
      'entries with break',
      0,
      2,
      (a: Int32Array) => {
        for (const [i] of a.entries()) if (i === 1) break;
      },
    ],
    ['values, two of them', 0, 2, (a: Int32Array) => [a.values().next(), a.slice(1, 2)]],
    [
      'forEach that throws',
      0,
      3,
      (a: Int32Array) =>
        expect(() =>
          a.forEach((_, i) => {
            if (i === 2) throw new RangeError('enough');
          }),
        ).toThrow('enough'),
    ],
    [
      'forEach that writes ahead',
      0,
      1,
      (a: Int32Array) =>
        a.forEach((x, i, all) => {
          if (i < 9) all[i + 1] = x;
        }),
    ],
    ['reduce', 0, 10, (a: Int32Array) => a.reduce((x, y) => x + y)],
    ['reduceRight', 0, 10, (a: Int32Array) => a.reduceRight((x, y) => x + y)],
    ['reduce of one', 4, 5, (a: Int32Array) => a.subarray(4, 5).reduce((x, y) => x + y)],
    ['map', 0, 10, (a: Int32Array) => a.map((x) => x)],
    ['filter', 0, 10, (a: Int32Array) => a.filter(Boolean)],
    ['join', 0, 10, (a: Int32Array) => a.join()],
    ['sort', 0, 10, (a: Int32Array) => a.toSorted()],
  ] as const)('%s reads the elements from %i up to %i alone', (_, from, to, use) => {
    const { buffer, checker, words } = tenWords();
    const block = words.subarray(8, 18);
    new Int32Array(buffer).set(fives, 8);
    checker.make_mem_defined(32 + 4 * from, 4 * (to - from));
    use(block as Int32Array & Iterable<number>);
    expect(checker.errors).toEqual([]);
    // And each of these is read.
    for (let at = from; at < to; at += 1) {
      expect([at, wordsReadBut(at, use)]).toEqual([at, [at]]);
    }
  });

  /** The errors when all elements but one were written. */
  function wordsReadBut(unwritten: number, use: (a: Int32Array & Iterable<number>) => unknown) {
    const { buffer, checker, words } = tenWords();
    const block = words.subarray(8, 18);
    new Int32Array(buffer).set(fives, 8);
    checker.make_mem_defined(32, 40);
    checker.make_mem_undefined(32 + 4 * unwritten, 4);
    use(block as Int32Array & Iterable<number>);
    return [...new Set(checker.errors.map(({ address }) => (address - 32) / 4))];
  }

  test('includes finds NaN', () => {
    const checker = new Memcheck();
    checker.malloclike_block(0, 32, 0, false);
    const numbers = checkedArray(new Float64Array(4), checker);
    numbers[0] = 1;
    numbers[1] = Number.NaN;
    expect(numbers.includes(Number.NaN)).toBe(true);
    expect(checker.errors).toEqual([]);
  });

  test('copying undefined elements is not an error, and they stay undefined', () => {
    const { words, checker, kinds } = tenWords();
    const block = words.subarray(8, 18);
    block.fill(1, 0, 5);
    block.reverse();
    expect([...block.subarray(5, 10)]).toEqual([1, 1, 1, 1, 1]);
    block.subarray(0, 2).set(block.subarray(4, 6));
    expect(block[1]).toBe(1);
    expect(kinds()).toEqual([]);
    expect(block[0]).toBe(0);
    expect(kinds()).toEqual([['undefined-read', 32]]);
    const bytes = checkedArray(new Uint8Array(words.buffer), checker);
    bytes.subarray(32, 33).set(block.subarray(5, 6));
    bytes.subarray(32, 33).set(block.subarray(3, 4));
    expect(kinds().slice(1)).toEqual([['undefined-read', 44]]);
  });

  test('a checked array of another checker is read', () => {
    const { words } = tenWords();
    const other = tenWords();
    words.subarray(8, 10).set(other.words.subarray(8, 10));
    expect(other.kinds()).toEqual([['undefined-read', 32]]);
    expect(words[9]).toBe(0);
  });

  test('methods that write by converting text', () => {
    const { buffer, checker } = tenWords();
    const bytes = checkedArray(
      Object.defineProperty(new Uint8Array(buffer, 32, 8), 'setFromHex', {
        configurable: true,
        value(this: Uint8Array, hex: string) {
          const written = Uint8Array.from(hex.match(/../g) ?? [], (x) => Number.parseInt(x, 16));
          this.set(written);
          return { read: hex.length, written: written.length };
        },
      }),
      checker,
    );
    (bytes as unknown as { setFromHex(hex: string): void }).setFromHex('0aff');
    expect([bytes[0], bytes[1]]).toEqual([10, 255]);
    expect(checker.errors).toEqual([]);
    bytes[2]?.toString();
    expect(checker.errors).toHaveLength(1);
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
    words.find(() => true);
    for (const _ of words) break;
    expect(checker.errors).toHaveLength(5);
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
