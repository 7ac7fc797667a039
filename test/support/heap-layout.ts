import type { BuildOptions } from '../../generator/options/index.ts';

/**
 * Where things lie in a heap of dlmalloc 2.8.6, in words of 32 bits, written down a second time from
 * the comments of the templates. `state` offsets count from the start of the static data, links from
 * a chunk's head.
 */
export interface HeapLayout {
  /** What lies before malloc_state, with SYS_MALLOC_ATTACH: {magic, lock, start, size, brk, mapped}. */
  readonly header: number;
  /** Words of a size_t. */
  readonly sizeT: number;
  /** Words of the chunk alignment, by which small bins are apart. */
  readonly align: number;
  readonly minChunk: number;
  /** From here on a chunk is large. */
  readonly minLarge: number;
  /** What stays free behind top. */
  readonly topFoot: number;
  readonly fd: number;
  readonly bk: number;
  readonly child: number;
  readonly link: number;
  readonly state: {
    readonly top: number;
    readonly dv: number;
    /** A chunk of size 0, which dv names when there is no victim. */
    readonly noDv: number;
    /** The ring of large chunks, with NO_TREE_BINS. The ring of a small size s is the chunk at s. */
    readonly largeRing?: number;
    /** The tree of the power of two 2^i is `trees + i`. */
    readonly trees?: number;
    readonly treeCount: number;
    readonly smallMap: number;
    readonly treeMap?: number;
    /** The newest segment's record {base, size, next}, without SIMPLE_SYSALLOC. */
    readonly segment?: number;
    readonly words: number;
  };
}

export function heapLayout(options: BuildOptions): HeapLayout {
  const is64 = options.global['64BIT'] === true;
  const { MALLOC_DEBUG, NO_TREE_BINS, STATIC_MALLOC_PARAMS, SIMPLE_SYSALLOC } = options.enabled;
  const sizeT = is64 ? 2 : 1;
  const align = 2 * sizeT;
  const treeCount = 30;
  const largeRing = 64 + align;
  const binsEnd = (NO_TREE_BINS ? largeRing : 64) + sizeT + 2;
  const params = binsEnd + (NO_TREE_BINS ? 1 : treeCount);
  const segment = params + (STATIC_MALLOC_PARAMS ? 0 : 3);
  const end = segment + (SIMPLE_SYSALLOC ? 0 : 8) + (MALLOC_DEBUG ? 3 : 0);
  return {
    header: options.enabled['SYS_MALLOC_ATTACH'] === true ? Math.ceil(6 / align) * align : 0,
    sizeT,
    align,
    minChunk: 4 * sizeT,
    minLarge: 64,
    topFoot: (is64 ? 12 : 6) + 4 * sizeT,
    fd: sizeT,
    bk: sizeT + 1,
    child: sizeT + 2,
    link: sizeT + 4,
    state: {
      top: 0,
      dv: 1,
      smallMap: 2,
      noDv: binsEnd,
      treeCount,
      ...(NO_TREE_BINS ? { largeRing } : { trees: binsEnd, treeMap: 3 }),
      ...(SIMPLE_SYSALLOC ? {} : { segment }),
      words: Math.ceil(end / align) * align,
    },
  };
}
