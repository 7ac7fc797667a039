/*
 * What a sandbox build says of its heap after a whole trace, and the chunks that it leaves.
 */
import { describe, expect, test } from '@jest/globals';
import { SANDBOX, buildOptions, type Bits } from '../support/build-options.ts';
import { GOLDEN_START, GOLDEN_TRACES, goldenHeap, replayGolden } from '../support/golden.ts';
import { heapLayout } from '../support/heap-layout.ts';
import { checkHeap, heapView } from '../support/heap-walker.ts';
import { loadTemplates } from '../support/load-templates.ts';

describe.each<Bits>([64, 32])('sandbox-%i', (bits) => {
  const options = buildOptions(bits, { ...SANDBOX, SYS_MALLOC_CLEAR_ON_INIT: false });

  test.each(GOLDEN_TRACES)('%s', async (trace) => {
    const allocator = await loadTemplates(options);
    const { memory } = replayGolden(allocator, trace);
    const { mallinfo, chunks } = goldenHeap(trace, bits);
    expect(allocator.mallinfo()).toEqual(mallinfo);
    const found = checkHeap(heapView(allocator, memory, heapLayout(options)));
    const header = bits / 4;
    expect([
      [0, header, 'header'],
      ...found.map(({ mem, size, state }) => [mem - GOLDEN_START, size, state]),
    ]).toEqual(chunks);
  });
});
