/*
 * What malloc.wasm.js says of a memory that a module cannot have.
 */
import { beforeAll, expect, test } from '@jest/globals';

import type { Memory } from '../../support/allocator.ts';
import { SMALL, buildOptions } from '../../support/build-options.ts';
import { loadFace, lowered, type Face } from '../../support/lowered.ts';
import { unsharedMemory, wideMemory } from '../../support/wasm-memory.ts';

let face: Face;
beforeAll(async () => {
  face = await loadFace(await lowered(buildOptions(32, SMALL)));
});

function said(memory: Memory): string {
  for (const open of [
    () => face.mem_malloc_init(memory, 0, 65536),
    () => face.instantiate(memory),
  ]) {
    expect(open).toThrow(TypeError);
  }
  try {
    face.instantiate(memory);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

test('a buffer', () => {
  expect(said(new ArrayBuffer(65536))).toBe(
    'a WebAssembly module needs a WebAssembly.Memory; malloc.js also takes buffers',
  );
});

test('a memory with addresses of 64 bits', () => {
  const memory = wideMemory(unsharedMemory(1));
  // The class of what the engine has.
  Object.defineProperty(memory, Symbol.toStringTag, { value: 'WebAssembly.Memory' });
  expect(said(memory)).toBe(
    'this module needs a memory with 32-bit addresses; malloc.js takes one with 64-bit addresses too',
  );
});

test('something else with the name of that class', () => {
  const memory = { buffer: new ArrayBuffer(65536), [Symbol.toStringTag]: 'WebAssembly.Memory' };
  expect(() => face.instantiate(memory as unknown as Memory)).toThrow(/env.*memory/);
});
