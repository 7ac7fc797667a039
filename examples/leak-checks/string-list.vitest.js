import { afterEach, beforeEach, expect, test } from 'vitest';
import { vitestLeakChecks } from 'mallocgen/testing';
import { heap } from './heap.js';
import { StringList } from './string-list.js';

const leaks = vitestLeakChecks({ beforeEach, afterEach }, heap);

test('a list gives back what was added', () => {
  const list = new StringList();
  list.add('one');
  list.add('two');
  expect(list.get(1)).toBe('two');
  list.destroy();
});

test('a block that must outlive the test is marked', () => {
  const cache = leaks.expect(heap.malloc(100));
  expect(cache).not.toBe(0);
});
