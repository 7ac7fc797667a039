import type { BuildOptions } from '../../../generator/options/index.ts';
import { USED } from '../heap/blocks.ts';
import type { HeapKind } from '../heap/heap-kind.ts';
import { Dlmalloc266Reader } from './heap-reader.ts';
import { Dlmalloc266Model } from './model.ts';

/** dlmalloc 2.6.6 in a region that its first call took whole. */
export function dlmalloc266(options: BuildOptions): HeapKind {
  const sizeT = options.global['64BIT'] ? 2 : 1;
  const limit = options.values.SYS_MALLOC_LEN!;
  return {
    sizeT,
    reader: new Dlmalloc266Reader(sizeT),
    model: (origin, capacity) => new Dlmalloc266Model(sizeT, limit, origin, capacity),
    largestRequest: (blocks) => {
      let largest = 0;
      for (let i = 0; i < blocks.count; i += 1) {
        // A smallest chunk stays in top.
        const kept = i === blocks.count - 1 ? 4 * sizeT : 0;
        if (blocks.kind[i] !== USED) largest = Math.max(largest, blocks.words[i]! - kept);
      }
      largest -= largest % (2 * sizeT);
      return largest < 4 * sizeT ? -1 : (largest - sizeT) * 4;
    },
  };
}
