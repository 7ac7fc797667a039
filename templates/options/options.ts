/**
 * The compile-time options of dlmalloc, and constants that follow from the configuration. Other
 * templates import these or call CONFIG_IS_ENABLED().
 */
import { CONFIG_IS_ENABLED, IS_ENABLED } from './config.ts';

/** The phase has only malloc_simple: no free(), no full malloc. */
export const SYS_MALLOC_SIMPLE = CONFIG_IS_ENABLED('SYS_MALLOC_SIMPLE');
/** malloc_simple serves the calls until GD_FLG_FULL_MALLOC_INIT is set. */
export const SYS_MALLOC_F = CONFIG_IS_ENABLED('SYS_MALLOC_F') && !SYS_MALLOC_SIMPLE;
/** The module makes many heaps instead of being one. */
export const SYS_MALLOC_MULTI_INSTANCE = CONFIG_IS_ENABLED('SYS_MALLOC_MULTI_INSTANCE');
/** The version of the full malloc; allocator/version.ts has its functions. */
export const DLMALLOC_2_6_6 = CONFIG_IS_ENABLED('SYS_MALLOC_LEGACY');
export const DLMALLOC_2_8_6 = !DLMALLOC_2_6_6;
/** mem_malloc_init() always starts a new heap, also in dlmalloc 2.6.6. */
export const SYS_MALLOC_DEFAULT_TO_INIT = CONFIG_IS_ENABLED('SYS_MALLOC_DEFAULT_TO_INIT');
export const SYS_MALLOC_CLEAR_ON_INIT = CONFIG_IS_ENABLED('SYS_MALLOC_CLEAR_ON_INIT');
/** SPL sets up a pool for the full malloc when DRAM works. */
export const SPL_SYS_MALLOC = CONFIG_IS_ENABLED('SYS_MALLOC');
/** SPL moves its stack, and the pool of malloc_simple, to DRAM. */
export const SPL_STACK_R = CONFIG_IS_ENABLED('STACK_R');
/** U-Boot proper allocates the buffer of the boot parameters. */
export const SYS_MALLOC_BOOTPARAMS = CONFIG_IS_ENABLED('SYS_MALLOC_BOOTPARAMS');

/** A heap can be opened again, because all of its state is in the memory. */
export const SYS_MALLOC_ATTACH = CONFIG_IS_ENABLED('SYS_MALLOC_ATTACH');
/** Threads share the heap: each call takes a lock. */
export const SYS_MALLOC_LOCK = CONFIG_IS_ENABLED('SYS_MALLOC_LOCK');
/** The lock of a thread that has ended can be freed. */
export const SYS_MALLOC_LOCK_BREAK = CONFIG_IS_ENABLED('SYS_MALLOC_LOCK_BREAK');

/** A size_t and a pointer have 8 bytes, and chunks are aligned to 16. */
export const IS_64BIT = IS_ENABLED('CONFIG_64BIT');

/** Calls of dlmalloc 2.8.6 that a variant has only if they are asked for. */
export const MALLOC_POSIX_MEMALIGN = CONFIG_IS_ENABLED('MALLOC_POSIX_MEMALIGN');
export const MALLOC_REALLOC_IN_PLACE = CONFIG_IS_ENABLED('MALLOC_REALLOC_IN_PLACE');
export const MALLOC_INDEPENDENT_CALLS = CONFIG_IS_ENABLED('MALLOC_INDEPENDENT_CALLS');
export const MALLOC_BULK_FREE = CONFIG_IS_ENABLED('MALLOC_BULK_FREE');
export const MALLOC_INSPECT_ALL = CONFIG_IS_ENABLED('MALLOC_INSPECT_ALL');

/** Allocations can be made to fail. */
export const UNIT_TEST = CONFIG_IS_ENABLED('UNIT_TEST');
/** Each block is reported to a memory checker. */
export const VALGRIND = IS_ENABLED('CONFIG_VALGRIND');

export const NO_TREE_BINS = CONFIG_IS_ENABLED('NO_TREE_BINS');
export const INSECURE = CONFIG_IS_ENABLED('INSECURE');
/** The smallest code leaves it to the engine to say that a region is not in the memory. */
export const SHORT_ERRORS = INSECURE && DLMALLOC_2_8_6 && CONFIG_IS_ENABLED('SMALLCHUNKS_AS_FUNCS');
export const NO_REALLOC_IN_PLACE = CONFIG_IS_ENABLED('NO_REALLOC_IN_PLACE');
export const SIMPLE_MEMALIGN = CONFIG_IS_ENABLED('SIMPLE_MEMALIGN');
export const STATIC_MALLOC_PARAMS = CONFIG_IS_ENABLED('STATIC_MALLOC_PARAMS');
export const SMALLCHUNKS_AS_FUNCS = CONFIG_IS_ENABLED('SMALLCHUNKS_AS_FUNCS');
export const SIMPLE_SYSALLOC = CONFIG_IS_ENABLED('SIMPLE_SYSALLOC');
/** sbrk() lets the memory grow when the pool is used up. */
export const SYS_MALLOC_GROW = CONFIG_IS_ENABLED('SYS_MALLOC_GROW');
export const MORECORE_CONTIGUOUS = CONFIG_IS_ENABLED('MORECORE_CONTIGUOUS');
export const MORECORE_CANNOT_TRIM = CONFIG_IS_ENABLED('MORECORE_CANNOT_TRIM');
export const HAVE_MMAP = CONFIG_IS_ENABLED('HAVE_MMAP');
/** The heap has its first region, and never gets or releases memory. */
export const FIXED_POOL =
  SIMPLE_SYSALLOC && MORECORE_CANNOT_TRIM && !SYS_MALLOC_GROW && DLMALLOC_2_8_6;
/** free() may release memory to the system. */
export const MAY_RELEASE = HAVE_MMAP || !MORECORE_CANNOT_TRIM;
export const NO_MALLINFO = CONFIG_IS_ENABLED('NO_MALLINFO');
export const NO_MALLOC_STATS = CONFIG_IS_ENABLED('NO_MALLOC_STATS');

/** Calls are counted, and the heap can be inspected and dumped. */
export const MALLOC_DEBUG = CONFIG_IS_ENABLED('MALLOC_DEBUG');
/** There are canaries around each block. */
export const MCHECK = CONFIG_IS_ENABLED('MCHECK_HEAP_PROTECTION');
/** Each block holds the names of the functions that allocated it. */
export const MCHECK_BACKTRACE = CONFIG_IS_ENABLED('MCHECK_BACKTRACE');
export const MCHECK_LOG = CONFIG_IS_ENABLED('MCHECK_LOG');
