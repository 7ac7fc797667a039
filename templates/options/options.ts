/**
 * The compile-time options of dlmalloc and what follows from the configuration.
 * Every other template asks here or asks CONFIG_IS_ENABLED.
 */
import { CONFIG_IS_ENABLED, IS_ENABLED } from './config.ts';

/** The phase has malloc_simple and nothing else: no free(), no dlmalloc. */
export const SYS_MALLOC_SIMPLE = CONFIG_IS_ENABLED('SYS_MALLOC_SIMPLE');
/** malloc_simple serves until GD_FLG_FULL_MALLOC_INIT is set. */
export const SYS_MALLOC_F = CONFIG_IS_ENABLED('SYS_MALLOC_F') && !SYS_MALLOC_SIMPLE;
/** The module makes heaps instead of being one. */
export const SYS_MALLOC_MULTI_INSTANCE = CONFIG_IS_ENABLED('SYS_MALLOC_MULTI_INSTANCE');
/** The version of the full malloc; allocator/version.ts has its functions. */
export const DLMALLOC_2_6_6 = CONFIG_IS_ENABLED('SYS_MALLOC_LEGACY');
export const DLMALLOC_2_8_6 = !DLMALLOC_2_6_6;
/** mem_malloc_init() also resets dlmalloc 2.6.6; 2.8.6 always starts afresh. */
export const SYS_MALLOC_DEFAULT_TO_INIT = CONFIG_IS_ENABLED('SYS_MALLOC_DEFAULT_TO_INIT');
export const SYS_MALLOC_CLEAR_ON_INIT = CONFIG_IS_ENABLED('SYS_MALLOC_CLEAR_ON_INIT');
/** SPL sets up a pool for the full malloc once DRAM works. */
export const SPL_SYS_MALLOC = CONFIG_IS_ENABLED('SYS_MALLOC');
/** SPL goes on with its stack in DRAM, and malloc_simple with it. */
export const SPL_STACK_R = CONFIG_IS_ENABLED('STACK_R');
/** U-Boot proper allocates the buffer of the boot parameters. */
export const SYS_MALLOC_BOOTPARAMS = CONFIG_IS_ENABLED('SYS_MALLOC_BOOTPARAMS');

/** A heap can be opened again: all that it is lies in the memory. */
export const SYS_MALLOC_ATTACH = CONFIG_IS_ENABLED('SYS_MALLOC_ATTACH');
/** Threads share the heap: each call takes a lock. */
export const SYS_MALLOC_LOCK = CONFIG_IS_ENABLED('SYS_MALLOC_LOCK');

/** size_t and pointer fields of 8 bytes, chunks aligned to 16. */
export const IS_64BIT = IS_ENABLED('CONFIG_64BIT');

/** Calls of dlmalloc that are there only when asked for. */
export const MALLOC_POSIX_MEMALIGN = CONFIG_IS_ENABLED('MALLOC_POSIX_MEMALIGN');
export const MALLOC_REALLOC_IN_PLACE = CONFIG_IS_ENABLED('MALLOC_REALLOC_IN_PLACE');
export const MALLOC_INDEPENDENT_CALLS = CONFIG_IS_ENABLED('MALLOC_INDEPENDENT_CALLS');
export const MALLOC_BULK_FREE = CONFIG_IS_ENABLED('MALLOC_BULK_FREE');
export const MALLOC_INSPECT_ALL = CONFIG_IS_ENABLED('MALLOC_INSPECT_ALL');

/** Allocations can be made to fail. */
export const UNIT_TEST = CONFIG_IS_ENABLED('UNIT_TEST');
/** A memory checker is told of each block. */
export const VALGRIND = IS_ENABLED('CONFIG_VALGRIND');

export const NO_TREE_BINS = CONFIG_IS_ENABLED('NO_TREE_BINS');
export const INSECURE = CONFIG_IS_ENABLED('INSECURE');
export const NO_REALLOC_IN_PLACE = CONFIG_IS_ENABLED('NO_REALLOC_IN_PLACE');
export const SIMPLE_MEMALIGN = CONFIG_IS_ENABLED('SIMPLE_MEMALIGN');
export const STATIC_MALLOC_PARAMS = CONFIG_IS_ENABLED('STATIC_MALLOC_PARAMS');
export const SMALLCHUNKS_AS_FUNCS = CONFIG_IS_ENABLED('SMALLCHUNKS_AS_FUNCS');
export const SIMPLE_SYSALLOC = CONFIG_IS_ENABLED('SIMPLE_SYSALLOC');
/** sbrk() makes the memory longer when the pool is used up. */
export const SYS_MALLOC_GROW = CONFIG_IS_ENABLED('SYS_MALLOC_GROW');
export const MORECORE_CONTIGUOUS = CONFIG_IS_ENABLED('MORECORE_CONTIGUOUS');
export const MORECORE_CANNOT_TRIM = CONFIG_IS_ENABLED('MORECORE_CANNOT_TRIM');
export const HAVE_MMAP = CONFIG_IS_ENABLED('HAVE_MMAP');
/** The heap has its first region and never more or less. */
export const FIXED_POOL =
  SIMPLE_SYSALLOC && MORECORE_CANNOT_TRIM && !SYS_MALLOC_GROW && DLMALLOC_2_8_6;
/** free() may give memory back to the system. */
export const MAY_RELEASE = HAVE_MMAP || !MORECORE_CANNOT_TRIM;
export const NO_MALLINFO = CONFIG_IS_ENABLED('NO_MALLINFO');
export const NO_MALLOC_STATS = CONFIG_IS_ENABLED('NO_MALLOC_STATS');

/** Calls are counted, and the heap can be asked about and dumped. */
export const MALLOC_DEBUG = CONFIG_IS_ENABLED('MALLOC_DEBUG');
/** Canaries stand around each block. */
export const MCHECK = CONFIG_IS_ENABLED('MCHECK_HEAP_PROTECTION');
/** Each block names the functions that allocated it. */
export const MCHECK_BACKTRACE = CONFIG_IS_ENABLED('MCHECK_BACKTRACE');
export const MCHECK_LOG = CONFIG_IS_ENABLED('MCHECK_LOG');
