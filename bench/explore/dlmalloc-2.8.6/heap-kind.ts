import type { BuildOptions } from '../../../generator/options/index.ts';
import { heapLayout } from '../../../test/support/heap-layout.ts';
import { TOP, USED } from '../heap/blocks.ts';
import type { HeapKind } from '../heap/heap-kind.ts';
import { Dlmalloc286Reader } from './heap-reader.ts';
import { Dlmalloc286Model, dlmallocSizes } from './model.ts';

/** dlmalloc 2.8.6 in a fixed pool. */
export function dlmalloc286(options: BuildOptions): HeapKind {
  const layout = heapLayout(options);
  const { sizeT, align, minChunk } = layout;
  const rules = {
    ...dlmallocSizes(sizeT === 2),
    reallocCopies: options.enabled.NO_REALLOC_IN_PLACE,
    simpleMemalign: options.enabled.SIMPLE_MEMALIGN,
  };
  return {
    sizeT,
    reader: new Dlmalloc286Reader(layout),
    model: (origin, capacity) => new Dlmalloc286Model(rules, origin, capacity),
    largestRequest: (blocks) => {
      let largest = 0;
      for (let i = 0; i < blocks.count; i += 1) {
        if (blocks.kind[i] === USED) continue;
        // At least one word stays in top.
        const words = blocks.words[i]! - (blocks.kind[i] === TOP ? 1 : 0);
        largest = Math.max(largest, Math.floor(words / align) * align);
      }
      return largest < minChunk ? -1 : (largest - sizeT) * 4;
    },
  };
}
