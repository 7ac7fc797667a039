/** Everything that some variant exports; api.ts says which variants have what. */
export { mem_malloc_init } from './calls/init.ts';
export { MALLOC_STATE_SIZE } from './allocator/state_size.ts';
export { mallinfo, malloc_stats, malloc_usable_size } from './calls/inspect.ts';
export { mallopt } from './calls/mallopt.ts';
export { set_mmap } from './allocator/dlmalloc-2.8.6/mmap.ts';
export { set_morecore } from './allocator/dlmalloc-2.8.6/morecore.ts';
export { malloc_trim } from './calls/malloc_trim.ts';
export {
  malloc_footprint,
  malloc_footprint_limit,
  malloc_max_footprint,
  malloc_set_footprint_limit,
} from './allocator/dlmalloc-2.8.6/footprint.ts';
export { calloc, free, initr_malloc, malloc, memalign, realloc } from './calls/malloc.ts';
export { mem_malloc_brk, mem_malloc_end, mem_malloc_start } from './memory/pool.ts';
export { mem_malloc_attach } from './calls/attach.ts';
export { GD_FLG_FULL_MALLOC_INIT, gd } from './allocator/simple/global_data.ts';
export {
  calloc_simple,
  initf_malloc,
  malloc_simple,
  malloc_simple_info,
  memalign_simple,
} from './allocator/simple/malloc_simple.ts';
// These come last, so that the calls above come first in a variant.
export { posix_memalign, pvalloc, valloc } from './calls/aligned_calls.ts';
export { bulk_free } from './calls/bulk_free.ts';
export { malloc_inspect_all } from './allocator/dlmalloc-2.8.6/inspect_all.ts';
export { independent_calloc, independent_comalloc } from './calls/independent_calls.ts';
export { malloc_disable_testing, malloc_enable_testing } from './calls/malloc_testing.ts';
export { realloc_in_place } from './calls/realloc_in_place.ts';
export { set_valgrind } from './host/valgrind.ts';
export { set_lock_owner } from './memory/lock.ts';
export { malloc_lock_break } from './calls/lock_break.ts';
export { board_init_r } from './boot/board_init_r.ts';
export { bd, initr_malloc_bootparams } from './boot/bootparams.ts';
export { spl_relocate_stack_gd } from './boot/spl_relocate_stack_gd.ts';
export { malloc_largest_free } from './debug/largest_free.ts';
export {
  malloc_leak_check_count,
  malloc_leak_check_end,
  malloc_leak_check_list,
  malloc_leak_check_mem,
  malloc_leak_check_start,
} from './debug/leak_check.ts';
export { malloc_watch } from './debug/watch.ts';
export { malloc_dump, malloc_dump_to_file } from './debug/malloc_dump.ts';
export { malloc_get_info } from './debug/malloc_info.ts';
export { malloc_backtrace_skip, set_source_mapper } from './mcheck/backtrace.ts';
export {
  MLOG_ALLOC,
  MLOG_FREE,
  MLOG_MEMALIGN,
  MLOG_REALLOC,
  malloc_log_entry,
  malloc_log_info,
  malloc_log_start,
  malloc_log_stop,
} from './mcheck/log.ts';
export { malloc_log_dump, malloc_log_to_file } from './mcheck/log_dump.ts';
export {
  malloc_mcheck_count,
  mcheck,
  mcheck_check_all,
  mcheck_pedantic,
  mcheck_set_disabled,
  mprobe,
} from './mcheck/mcheck.ts';
export {
  MCHECK_DISABLED,
  MCHECK_FREE,
  MCHECK_HEAD,
  MCHECK_OK,
  MCHECK_TAIL,
} from './mcheck/status.ts';
