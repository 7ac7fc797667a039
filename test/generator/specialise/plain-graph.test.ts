import { expect, test } from '@jest/globals';

import { readPlainGraph, writePlainGraph } from '../../../generator/specialise/load/plain-graph.ts';

test('a graph is read as it was written, with what is shared and what is undefined', () => {
  const leaf = { name: 'leaf', none: undefined };
  const inner = { leaf, list: [leaf, null, undefined, 1.5, true, ''] };
  const graph = { inner, again: [inner, leaf], empty: {}, alone: { deep: [[]] } };
  const read = readPlainGraph(writePlainGraph(graph)) as typeof graph;
  expect(read).toStrictEqual(graph);
  expect(read.again[0]).toBe(read.inner);
  expect(read.again[1]).toBe(read.inner.leaf);
  expect(read.inner.list[0]).toBe(read.inner.leaf);
});

test('equal graphs have equal texts', () => {
  const graph = () => {
    const shared = { a: 1 };
    return [shared, { b: shared }];
  };
  expect(writePlainGraph(graph())).toBe(writePlainGraph(graph()));
});

const circle: unknown[] = [];
circle.push({ circle });

test.each([
  ['a circle', circle],
  ['a map', [new Map()]],
  ['an instance', { date: new Date(0) }],
  ['a function', [() => 1]],
  ['NaN', [NaN]],
  ['what looks like a reference', { $: 1 }],
])('%s is refused', (_, value) => {
  expect(() => writePlainGraph(value)).toThrow(TypeError);
});
