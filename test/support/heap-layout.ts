import type { BuildOptions } from '../../generator/options/index.ts';

/**
 * Where things lie in a heap of dlmalloc 2.8.6, in words of 32 bits, written down a second time from
 * the comments of the templates. `state` offsets count from the start of the static data, links from
 * a chunk's head.
 */
export interface HeapLayout {
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
    /** First of the small bins; the one for size s is `smallBins + s / align`. */
    readonly smallBins: number;
    readonly smallBinCount: number;
    /** A chunk of size 0, which dv names when there is no victim. */
    readonly noDv: number;
    /** The list of large chunks, with NO_TREE_BINS. */
    readonly largeList?: number;
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
  const { NO_TREE_BINS, STATIC_MALLOC_PARAMS, SIMPLE_SYSALLOC } = options.enabled;
  const sizeT = is64 ? 2 : 1;
  const align = 2 * sizeT;
  const smallBinCount = 64 / align;
  const treeCount = 30;
  const smallMap = NO_TREE_BINS ? smallBinCount + 2 : smallBinCount + treeCount;
  const params = smallMap + (NO_TREE_BINS ? 1 : 2);
  const segment = params + (STATIC_MALLOC_PARAMS ? 0 : 3);
  const end = segment + (SIMPLE_SYSALLOC ? 0 : 8);
  return {
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
      smallBins: 0,
      smallBinCount,
      noDv: smallBinCount,
      treeCount,
      smallMap,
      ...(NO_TREE_BINS
        ? { largeList: smallBinCount + 1 }
        : { trees: smallBinCount, treeMap: smallMap + 1 }),
      ...(SIMPLE_SYSALLOC ? {} : { segment }),
      words: Math.ceil(end / align) * align,
    },
  };
}
