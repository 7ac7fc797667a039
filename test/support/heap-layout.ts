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
    /** A chunk of size 0, which dv names when there is no victim, and with which small bins end. */
    readonly none: number;
    /** The ring of large chunks, with NO_TREE_BINS. The bin of n granules is the chunk at n. */
    readonly largeRing?: number;
    /** The tree of the power of two 2^i is `trees + 31 - i`. */
    readonly trees?: number;
    readonly treeCount: number;
    /** Bit -n, modulo 32: the bin of n granules. */
    readonly smallMap: number;
    readonly treeMap?: number;
    /** The newest segment's record {base, size, next, mmapped}, without SIMPLE_SYSALLOC. */
    readonly segment?: number;
    /** Bytes from the system; behind it the limit and the lowest address. */
    readonly footprint?: number;
    /** Top's size above which it is given back, where it is. */
    readonly trimCheck?: number;
    /** Counts down to the next look for unused segments, with HAVE_MMAP. */
    readonly releaseChecks?: number;
    readonly words: number;
  };
}

export function heapLayout(options: BuildOptions): HeapLayout {
  const is64 = options.global['64BIT'];
  const { enabled } = options;
  const { NO_TREE_BINS, STATIC_MALLOC_PARAMS, SIMPLE_SYSALLOC, HAVE_MMAP, MALLOC_DEBUG } = enabled;
  const trims = !enabled.MORECORE_CANNOT_TRIM;
  const grows = enabled.SYS_MALLOC_GROW;
  const sizeT = is64 ? 2 : 1;
  const align = 2 * sizeT;
  const treeCount = 30;
  const largeRing = 64 / align;
  const binsEnd = largeRing + sizeT + (NO_TREE_BINS ? 2 : 0);
  // The trees of 2^31 and 2^30 do not exist, and those of 2^5 and less would be for small chunks.
  const trees = binsEnd - 2;
  const top = NO_TREE_BINS ? binsEnd : trees + 26;
  const params = top + (NO_TREE_BINS ? 2 : 3);
  let end = params;
  if (!STATIC_MALLOC_PARAMS && (trims || grows || !SIMPLE_SYSALLOC)) {
    end += 1 + Number(trims) + Number(HAVE_MMAP);
  }
  const trimCheck = end;
  end += Number(trims);
  const releaseChecks = end;
  end += Number(HAVE_MMAP);
  if (!SIMPLE_SYSALLOC || (trims && grows)) end += 1;
  const segment = end;
  const recordWords = HAVE_MMAP ? 4 : 3;
  if (!SIMPLE_SYSALLOC) end += recordWords + 3 + Number(enabled.MORECORE_CONTIGUOUS);
  if (MALLOC_DEBUG) end += 3;
  return {
    header: options.enabled.SYS_MALLOC_ATTACH ? Math.ceil(6 / align) * align : 0,
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
      top,
      dv: sizeT,
      smallMap: top + 1,
      none: 0,
      treeCount,
      ...(NO_TREE_BINS ? { largeRing } : { trees, treeMap: top + 2 }),
      ...(SIMPLE_SYSALLOC ? {} : { segment, footprint: segment + recordWords }),
      ...(trims ? { trimCheck } : {}),
      ...(HAVE_MMAP ? { releaseChecks } : {}),
      words: Math.ceil(end / align) * align,
    },
  };
}
