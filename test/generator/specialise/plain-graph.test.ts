import { expect, test } from '@jest/globals';

import { fromPlainGraph, toPlainGraph } from '../../../generator/specialise/load/plain-graph.ts';

test('a graph is read as it was written, with what is shared and what is undefined', () => {
  const leaf = { name: 'leaf', none: undefined };
  const inner = { leaf, list: [leaf, null, undefined, 1.5, true, ''] };
  const graph = { inner, again: [inner, leaf], empty: {}, alone: { deep: [[]] } };
  const read = fromPlainGraph(toPlainGraph(graph)) as typeof graph;
  expect(read).toStrictEqual(graph);
  expect(read.again[0]).toBe(read.inner);
  expect(read.again[1]).toBe(read.inner.leaf);
  expect(read.inner.list[0]).toBe(read.inner.leaf);
});

test('equal graphs have equal codes', () => {
  const graph = () => {
    const shared = { a: 1 };
    return [shared, { b: shared }];
  };
  expect(toPlainGraph(graph())).toStrictEqual(toPlainGraph(graph()));
});

const circle: unknown[] = [];
circle.push({ circle });

test.each([
  ['a circle', circle],
  ['a map', [new Map()]],
  ['an instance', { date: new Date(0) }],
  ['a function', [() => 1]],
  ['NaN', [NaN]],
  ['a key that would be a prototype', JSON.parse('{"__proto__":1}')],
])('%s is refused', (_, value) => {
  expect(() => toPlainGraph(value)).toThrow(TypeError);
});

test('a value with more parts than there are codes is refused', () => {
  expect(() => toPlainGraph(Array.from({ length: 70_000 }, (_, i) => i))).toThrow(RangeError);
});

test('missing codes are noticed', () => {
  const { codes, words } = toPlainGraph({ list: [{ a: 1 }, [2, 3]] });
  for (let length = 0; length < codes.length; length += 1) {
    expect(() => fromPlainGraph({ codes: codes.subarray(0, length), words })).toThrow(TypeError);
  }
});
