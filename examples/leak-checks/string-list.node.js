import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { nodeTestLeakChecks } from 'mallocgen/testing';
import { heap } from './heap.js';
import { StringList } from './string-list.js';

const leaks = nodeTestLeakChecks({ beforeEach, afterEach }, heap);

test('a list gives back what was added', () => {
  const list = new StringList();
  list.add('one');
  list.add('two');
  assert.equal(list.get(1), 'two');
  list.destroy();
});

test('a block that must outlive the test is marked', () => {
  const cache = leaks.expect(heap.malloc(100));
  assert.notEqual(cache, 0);
});
