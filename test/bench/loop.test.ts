/*
 * The loop of `npm run bench -- --inside` makes the calls that the one in JavaScript makes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { moduleLoop, scriptLoop, type LoopMaker } from '../../bench/speed/loop.ts';
import { compileLoop } from '../../bench/speed/prepare.ts';
import { reuseSlots } from '../../bench/speed/slots.ts';
import { loadTrace, parseTrace, type Trace } from '../../bench/traces.ts';
import { buildOptions } from '../support/build-options.ts';
import { loadSpecialised } from '../support/specialised.ts';

const ALL_CALLS =
  'm 0 100\nc 1 3 40\na 2 64 10\nr 0 1 900\nf 2\nm 3 2147483000\nr 1 0 2147483000\nf 4\n';

test('the loop in WebAssembly leaves the heap and the blocks of the one in JavaScript', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loop-'));
  try {
    const file = await compileLoop(folder);
    const heap = await loadSpecialised(buildOptions(32, {}));
    const left = (loopOf: LoopMaker) => {
      const memory = new ArrayBuffer(1 << 22);
      heap.mem_malloc_init(memory, 4096, memory.byteLength - 4096);
      const loop = loopOf(heap);
      loop.run();
      return [Buffer.from(memory), [...loop.blocks]] as const;
    };
    const traces: readonly Trace[] = [
      { ...parseTrace(ALL_CALLS), blocks: 5 },
      reuseSlots(loadTrace('dtc')),
    ];
    for (const trace of traces) {
      const [bytes, blocks] = left(scriptLoop(trace));
      const [ownBytes, ownBlocks] = left(await moduleLoop(file, trace));
      expect(blocks.some((mem) => mem !== 0)).toBe(true);
      expect(ownBlocks).toEqual(blocks);
      expect(ownBytes.equals(bytes)).toBe(true);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
