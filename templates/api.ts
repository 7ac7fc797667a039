import {
  MALLOC_BULK_FREE,
  MALLOC_INDEPENDENT_CALLS,
  MALLOC_INSPECT_ALL,
  MALLOC_POSIX_MEMALIGN,
  MALLOC_REALLOC_IN_PLACE,
  NO_MALLINFO,
  NO_MALLOC_STATS,
  SIMPLE_SYSALLOC,
  SPL_STACK_R,
  SPL_SYS_MALLOC,
  STATIC_MALLOC_PARAMS,
  SYS_MALLOC_BOOTPARAMS,
  SYS_MALLOC_ATTACH,
  SYS_MALLOC_F,
  SYS_MALLOC_MULTI_INSTANCE,
  SYS_MALLOC_SIMPLE,
  UNIT_TEST,
  VALGRIND,
} from './options.ts';

const FULL_MALLOC = !SYS_MALLOC_SIMPLE;
const SIMPLE_MALLOC = SYS_MALLOC_F || SYS_MALLOC_SIMPLE;
const HAVE_MALLINFO = FULL_MALLOC && !NO_MALLINFO;
const HAVE_MALLOC_STATS = FULL_MALLOC && !NO_MALLOC_STATS;
const FULL_SYS_ALLOC = FULL_MALLOC && !SIMPLE_SYSALLOC;
const HAVE_MALLOC_TESTING = FULL_MALLOC && UNIT_TEST;
const HAVE_MALLOPT = FULL_MALLOC && !STATIC_MALLOC_PARAMS;

/** When a variant exports what index.ts lists. */
export const API = {
  mem_malloc_init: FULL_MALLOC,
  initr_malloc: FULL_MALLOC,
  MALLOC_STATE_SIZE: FULL_MALLOC,
  mem_malloc_start: FULL_MALLOC,
  mem_malloc_end: FULL_MALLOC,
  mem_malloc_brk: FULL_MALLOC,
  malloc: true,
  free: true,
  realloc: true,
  calloc: true,
  memalign: true,
  malloc_usable_size: FULL_MALLOC,
  gd: SIMPLE_MALLOC,
  GD_FLG_FULL_MALLOC_INIT: SIMPLE_MALLOC,
  initf_malloc: SIMPLE_MALLOC,
  malloc_simple: SIMPLE_MALLOC,
  memalign_simple: SIMPLE_MALLOC,
  calloc_simple: SIMPLE_MALLOC,
  malloc_simple_info: SIMPLE_MALLOC,
  spl_relocate_stack_gd: SPL_STACK_R,
  board_init_r: SPL_SYS_MALLOC,
  bd: SYS_MALLOC_BOOTPARAMS,
  initr_malloc_bootparams: SYS_MALLOC_BOOTPARAMS,
  mallinfo: HAVE_MALLINFO,
  malloc_stats: HAVE_MALLOC_STATS,
  mallopt: HAVE_MALLOPT,
  set_morecore: FULL_SYS_ALLOC,
  posix_memalign: MALLOC_POSIX_MEMALIGN,
  valloc: MALLOC_POSIX_MEMALIGN,
  pvalloc: MALLOC_POSIX_MEMALIGN,
  realloc_in_place: MALLOC_REALLOC_IN_PLACE,
  independent_calloc: MALLOC_INDEPENDENT_CALLS,
  independent_comalloc: MALLOC_INDEPENDENT_CALLS,
  bulk_free: MALLOC_BULK_FREE,
  malloc_inspect_all: MALLOC_INSPECT_ALL,
  malloc_enable_testing: HAVE_MALLOC_TESTING,
  malloc_disable_testing: HAVE_MALLOC_TESTING,
  set_valgrind: VALGRIND,
  mem_malloc_attach: SYS_MALLOC_ATTACH,
} satisfies Record<keyof typeof import('./index.ts'), boolean>;

/**
 * What the measured bundle imports: the specification's API reference, and what the configuration
 * turns on beyond it.
 */
export const MEASURED = {
  mem_malloc_init: FULL_MALLOC,
  initf_malloc: SIMPLE_MALLOC,
  malloc: true,
  free: true,
  realloc: true,
  calloc: true,
  memalign: true,
  gd: SYS_MALLOC_F,
  malloc_simple: SYS_MALLOC_F,
  memalign_simple: SYS_MALLOC_F,
  spl_relocate_stack_gd: SPL_STACK_R,
  board_init_r: SPL_SYS_MALLOC,
  bd: SYS_MALLOC_BOOTPARAMS,
  initr_malloc_bootparams: SYS_MALLOC_BOOTPARAMS,
  mallinfo: HAVE_MALLINFO,
  malloc_stats: HAVE_MALLOC_STATS,
  mallopt: HAVE_MALLOPT,
  set_morecore: FULL_SYS_ALLOC,
  posix_memalign: MALLOC_POSIX_MEMALIGN,
  valloc: MALLOC_POSIX_MEMALIGN,
  pvalloc: MALLOC_POSIX_MEMALIGN,
  realloc_in_place: MALLOC_REALLOC_IN_PLACE,
  independent_calloc: MALLOC_INDEPENDENT_CALLS,
  independent_comalloc: MALLOC_INDEPENDENT_CALLS,
  bulk_free: MALLOC_BULK_FREE,
  malloc_inspect_all: MALLOC_INSPECT_ALL,
  malloc_enable_testing: HAVE_MALLOC_TESTING,
  malloc_disable_testing: HAVE_MALLOC_TESTING,
  set_valgrind: VALGRIND,
  mem_malloc_attach: SYS_MALLOC_ATTACH,
} satisfies Partial<Record<keyof typeof API, boolean>>;

/**
 * What a variant exports in place of all that belongs to a heap. The specialiser puts it around that:
 * unspecialised, the module is a heap in any case.
 */
export const FACTORY = {
  /**
   * Makes an allocator for one heap, which shares nothing with others. It has no memory until
   * mem_malloc_init(), initr_malloc() or initf_malloc() gives it some.
   */
  createMalloc: SYS_MALLOC_MULTI_INSTANCE,
};
