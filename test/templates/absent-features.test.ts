/*
 * What a configuration turns off leaves nothing in a variant: no name, no text, no comment. Each
 * marker is looked for in the variant that has the feature, too: one that is not there proves nothing.
 */
import { describe, expect, test } from '@jest/globals';
import { bundle } from '../../generator/measure/bundle.ts';
import {
  SMALL,
  buildOptions,
  type Bits,
  type GlobalChanges,
  type OptionChanges,
} from '../support/build-options.ts';
import { specialised } from '../support/specialised.ts';

interface Feature {
  readonly name: string;
  readonly on: OptionChanges;
  readonly off: OptionChanges;
  readonly onGlobals?: GlobalChanges;
  /** Names in the variant. */
  readonly names: readonly string[];
  /** Texts and property names, which minifying keeps. */
  readonly texts?: readonly string[];
}

/** Everything that can be on at the same time. */
const FULL = {
  INSECURE: false,
  NO_MALLINFO: false,
  NO_MALLOC_STATS: false,
  SIMPLE_SYSALLOC: false,
  SYS_MALLOC_F: true,
  SYS_MALLOC_GROW: true,
  HAVE_MMAP: true,
  MORECORE_CANNOT_TRIM: false,
} as const satisfies OptionChanges;

const FEATURES: readonly Feature[] = [
  {
    name: 'tree bins',
    on: {},
    off: { NO_TREE_BINS: true },
    names: ['insert_large_chunk', 'unlink_from_tree', 'adopt', 'TREEBINS', 'TREEMAP', 'CHILD'],
  },
  {
    name: 'the list of large chunks',
    on: { NO_TREE_BINS: true },
    off: {},
    names: ['best_fit_in_list'],
  },
  {
    name: 'checks',
    on: {},
    off: { INSECURE: true },
    names: ['check_inuse_chunk', 'check_free_chunk', 'check_links', 'usage_error', 'ok_address'],
    texts: ['is not an allocated block', 'the heap is corrupt'],
  },
  {
    name: 'mallinfo',
    on: {},
    off: { NO_MALLINFO: true },
    names: ['mallinfo', 'Mallinfo', 'fordblks'],
    texts: ['ordblks', 'keepcost'],
  },
  {
    name: 'malloc_stats',
    on: {},
    off: { NO_MALLOC_STATS: true },
    names: ['malloc_stats', 'print_bytes'],
    texts: ['max system bytes'],
  },
  {
    name: 'realloc in place',
    on: {},
    off: { NO_REALLOC_IN_PLACE: true },
    names: ['try_realloc_chunk'],
  },
  { name: 'the fallback of memalign', on: {}, off: { SIMPLE_MEMALIGN: true }, names: ['extra'] },
  {
    name: 'mallopt',
    on: {},
    off: { STATIC_MALLOC_PARAMS: true },
    names: ['mallopt', 'TRIM_THRESHOLD', 'MMAP_THRESHOLD', 'M_GRANULARITY'],
  },
  {
    name: 'the full sys_alloc',
    on: {},
    off: { SIMPLE_SYSALLOC: true, HAVE_MMAP: false },
    names: [
      'extend_heap',
      'call_morecore',
      'set_morecore',
      'add_segment',
      'FOOTPRINT',
      'LEAST_ADDR',
      'SEGMENT',
      'malloc_set_footprint_limit',
      'extend_map',
    ],
  },
  {
    name: 'all of sys_alloc, in a pool of one size',
    on: {},
    off: {
      SIMPLE_SYSALLOC: true,
      HAVE_MMAP: false,
      MORECORE_CANNOT_TRIM: true,
      SYS_MALLOC_GROW: false,
    },
    names: [
      'sys_alloc',
      'sbrk',
      'MORECORE_FAILURE',
      'granularity',
      'GRANULARITY',
      'remap',
      'init_top',
    ],
  },
  {
    name: 'trimming',
    on: {},
    off: { MORECORE_CANNOT_TRIM: true },
    names: ['TRIM_CHECK', 'TRIM_THRESHOLD', 'morecore_end'],
  },
  {
    name: 'giving anything back',
    on: {},
    off: { MORECORE_CANNOT_TRIM: true, HAVE_MMAP: false },
    names: ['malloc_trim', 'sys_trim', 'release_chunk', 'shrink_top'],
  },
  {
    name: 'mmap',
    on: {},
    off: { HAVE_MMAP: false },
    names: [
      'set_mmap',
      'call_munmap',
      'mmap_alloc',
      'free_mmapped',
      'usable_words',
      'SEG_MMAPPED',
      'RELEASE_CHECKS',
      'MMAP_THRESHOLD',
      'release_unused_segments',
      'adopt_segment',
      'mmapped',
    ],
    texts: ['returned no page'],
  },
  {
    name: 'growing memory',
    on: {},
    off: { SYS_MALLOC_GROW: false },
    names: ['grow_pool', 'grow_memory', 'WASM_PAGE', 'pool_memory'],
    texts: ['.grow(', '.resize('],
  },
  {
    name: 'the test whether the memory continues',
    on: {},
    off: { MORECORE_CONTIGUOUS: false },
    names: ['NONCONTIGUOUS', 'morecore_contiguous', 'give_back'],
  },
  {
    name: 'small chunks as functions',
    on: { SMALLCHUNKS_AS_FUNCS: true },
    off: { SMALLCHUNKS_AS_FUNCS: false },
    names: ['unlink_from_list'],
  },
  {
    name: 'call counters and dumps',
    on: { MALLOC_DEBUG: true },
    off: {},
    names: ['malloc_get_info', 'MALLOC_COUNT', 'walk_segment', 'getBuiltinModule', 'print_line'],
    texts: ['malloc_count', 'Heap dump', 'there are no files here'],
  },
  {
    name: 'mcheck',
    on: { MCHECK_HEAP_PROTECTION: true },
    off: {},
    names: ['mprobe', 'MAGICFREE_LOW', 'PADDINGFLOOD', 'check_block', 'abortfunc'],
    texts: ['block freed twice'],
  },
  {
    name: 'backtraces',
    on: { MCHECK_HEAP_PROTECTION: true, MCHECK_BACKTRACE: true },
    off: { MCHECK_HEAP_PROTECTION: true },
    names: ['StackFrame', 'take_stack', 'set_source_mapper', 'Entry'],
    texts: ['captureStackTrace', ' <-'],
  },
  {
    name: 'the traffic log',
    on: { MCHECK_HEAP_PROTECTION: true, MCHECK_LOG: true },
    off: { MCHECK_HEAP_PROTECTION: true },
    names: ['malloc_log_start', 'MLOG_FREE', 'MlogEntry'],
    texts: ['log wrapped'],
  },
  {
    name: 'malloc_simple',
    on: {},
    off: { SYS_MALLOC_F: false },
    names: ['malloc_simple', 'initf_malloc', 'gd', 'GD_FLG_FULL_MALLOC_INIT', 'GlobalData'],
    texts: ['malloc_ptr', 'pre-reloc realloc', 'bytes used'],
  },
  {
    name: 'posix_memalign, valloc and pvalloc',
    on: { MALLOC_POSIX_MEMALIGN: true },
    off: {},
    names: ['posix_memalign', 'valloc', 'pvalloc', 'EINVAL', 'ENOMEM', 'size_t_array'],
  },
  {
    name: 'realloc_in_place',
    on: { MALLOC_REALLOC_IN_PLACE: true },
    off: {},
    names: ['realloc_in_place'],
  },
  {
    name: 'independent_calloc and independent_comalloc',
    on: { MALLOC_INDEPENDENT_CALLS: true },
    off: {},
    names: ['independent_calloc', 'independent_comalloc', 'ialloc', 'chunk_for', 'size_t_array'],
  },
  { name: 'bulk_free', on: { MALLOC_BULK_FREE: true }, off: {}, names: ['bulk_free'] },
  {
    name: 'malloc_inspect_all',
    on: { MALLOC_INSPECT_ALL: true },
    off: {},
    names: ['malloc_inspect_all', 'InspectHandler', 'inspect_from', 'MALLOC_TREE_CHUNK_WORDS'],
  },
  {
    name: 'simulated failures',
    on: { UNIT_TEST: true },
    off: {},
    names: [
      'malloc_enable_testing',
      'malloc_disable_testing',
      'malloc_testing',
      'malloc_max_allocs',
    ],
  },
  {
    name: 'reports to a memory checker',
    on: {
      MALLOC_BULK_FREE: true,
      MALLOC_INDEPENDENT_CALLS: true,
      MALLOC_POSIX_MEMALIGN: true,
      MALLOC_REALLOC_IN_PLACE: true,
    },
    onGlobals: { VALGRIND: true },
    off: {
      MALLOC_BULK_FREE: true,
      MALLOC_INDEPENDENT_CALLS: true,
      MALLOC_POSIX_MEMALIGN: true,
      MALLOC_REALLOC_IN_PLACE: true,
    },
    names: ['set_valgrind', 'valgrind', 'Valgrind', 'report_malloc', 'reported_realloc', 'redzone'],
    texts: ['malloclike_block', 'freelike_block', 'make_mem_defined', 'copy_block'],
  },
  {
    name: 'the full pool of SPL',
    on: { SYS_MALLOC: true },
    off: {},
    names: ['board_init_r'],
  },
  {
    name: 'the boot parameters',
    on: { SYS_MALLOC_BOOTPARAMS: true },
    off: {},
    names: ['bd', 'BoardInfo', 'initr_malloc_bootparams', 'ENOMEM'],
    texts: ['bi_boot_params'],
  },
  {
    name: 'the pool that moves with the stack',
    on: { SYS_MALLOC_SIMPLE: true, STACK_R: true },
    off: { SYS_MALLOC_SIMPLE: true },
    names: ['spl_relocate_stack_gd', 'use_pool', 'STACK_R_ADDR'],
  },
  {
    name: 'heaps that can be opened again',
    on: { SYS_MALLOC_ATTACH: true },
    off: {},
    names: ['mem_malloc_attach', 'header', 'HEADER_SIZE', 'HEAP_MAGIC', 'save_pool', 'MAPPED'],
    texts: ['no heap that this allocator can open'],
  },
  {
    name: 'the lock',
    on: { SYS_MALLOC_ATTACH: true, SYS_MALLOC_LOCK: true },
    off: { SYS_MALLOC_ATTACH: true },
    names: ['acquire', 'release', 'wait_for_lock', 'Atomics', 'depth', 'HELD', 'CONTENDED'],
    texts: ['Atomics', 'the heap stays locked', 'SharedArrayBuffer]'],
  },
  {
    name: 'a lock that can be broken',
    on: { SYS_MALLOC_ATTACH: true, SYS_MALLOC_LOCK: true, SYS_MALLOC_LOCK_BREAK: true },
    off: { SYS_MALLOC_ATTACH: true, SYS_MALLOC_LOCK: true },
    names: ['set_lock_owner', 'malloc_lock_break', 'owner_bits', 'LOST', 'has_sound_chunks'],
    texts: ['the heap is lost', 'timed-out', 'by thread'],
  },
  {
    name: 'many heaps',
    on: { SYS_MALLOC_MULTI_INSTANCE: true },
    off: {},
    names: ['createMalloc', 'Malloc'],
  },
  {
    name: 'full malloc',
    on: {},
    off: { SYS_MALLOC_SIMPLE: true },
    names: [
      'mem_malloc_init',
      'MALLOC_STATE_SIZE',
      'Chunk',
      'SMALLMAP',
      'state_word',
      'dispose_chunk',
    ],
    texts: ['Int32Array', 'copyWithin', 'mallinfo', 'cannot hold a heap'],
  },
];

/** Everything of the templates that only the specialiser reads. */
const NEVER =
  /CONFIG_IS_ENABLED|IS_ENABLED|CONFIG_VAL|MALLOCGEN_OPTIONS|@inline|\bINSECURE\b|\bNO_[A-Z_]+BINS\b/;

function has(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text);
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  test.each(FEATURES)('$name', async ({ on, onGlobals, off, names, texts = [] }) => {
    const full = specialised(buildOptions(bits, { ...FULL, ...on }, onGlobals));
    const without = specialised(buildOptions(bits, { ...FULL, ...off }));
    for (const name of names) {
      expect([name, has(full.source, name)]).toEqual([name, true]);
      for (const text of [without.source, without.javascript, without.declarations]) {
        expect([name, has(text, name)]).toEqual([name, false]);
      }
    }
    const fullBundle = await bundle(full.javascript, full.exports);
    const bundleWithout = await bundle(without.javascript, without.exports);
    for (const text of texts) {
      expect([text, fullBundle.text.includes(text)]).toEqual([text, true]);
      expect([text, bundleWithout.text.includes(text)]).toEqual([text, false]);
      expect([text, without.source.includes(text)]).toEqual([text, false]);
    }
  });

  test.each([
    ['the defaults', {}],
    ['everything', FULL],
    ['SYS_MALLOC_SMALL', SMALL],
    ['SYS_MALLOC_SIMPLE', { SYS_MALLOC_F: true, SYS_MALLOC_SIMPLE: true }],
  ])('nothing asks for options at run time: %s', (_, changes) => {
    const { source, javascript, declarations } = specialised(buildOptions(bits, changes));
    for (const text of [source, javascript, declarations]) expect(text).not.toMatch(NEVER);
  });
});
