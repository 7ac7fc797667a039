/*
 * A heap whose memory was handed on or has grown is a mistake of its user. Calls must come back from it.
 * Each variant runs in a process of its own, which can be ended if they do not.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { buildOptions, type OptionChanges } from '../../../support/build-options.ts';
import { specialised } from '../../../support/specialised.ts';

const FREED = `
import * as heap from './malloc.mjs';
const memory = new ArrayBuffer(1 << 18);
heap.mem_malloc_init(memory, 64, memory.byteLength - 64);
const [small, large] = [heap.malloc(100), heap.malloc(3000)];
heap.malloc(1);
heap.free(large);
structuredClone(memory, { transfer: [memory] });
const results = [];
for (const bytes of [100, 2000, 100000]) results.push(heap.malloc(bytes));
heap.free(small);
console.log(JSON.stringify([...results, heap.memalign(64, 100)]));
`;

/** What malloc() and memalign() give once the memory is gone. */
function callsWithoutMemory(changes: OptionChanges): string {
  const folder = mkdtempSync(join(tmpdir(), 'memory-gone-'));
  try {
    writeFileSync(join(folder, 'malloc.mjs'), specialised(buildOptions(32, changes)).javascript);
    writeFileSync(join(folder, 'calls.mjs'), FREED);
    const { stdout, error, stderr } = spawnSync(process.execPath, ['calls.mjs'], {
      cwd: folder,
      encoding: 'utf8',
      // A loop without an end would keep the tests for ever.
      timeout: 50_000,
    });
    if (error) throw error;
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each<[string, OptionChanges]>([
  ['tree bins', {}],
  ['NO_TREE_BINS', { NO_TREE_BINS: true }],
  ['SYS_MALLOC_SMALL', { NO_TREE_BINS: true, SMALLCHUNKS_AS_FUNCS: true, SIMPLE_MEMALIGN: true }],
  ['INSECURE=n', { INSECURE: false }],
])('nothing is allocated where the memory is gone: %s', (_, changes) => {
  const output = callsWithoutMemory(changes);
  expect(output).toMatch(/^\[0,0,0,0\]\n$|is not an allocated block|is corrupt/);
});

test('2.6.6 comes back from it, too', () => {
  expect(callsWithoutMemory({ SYS_MALLOC_LEGACY: true })).not.toBe('');
});
