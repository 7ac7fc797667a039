/*
 * Which functions a variant exports, and that specialising it once more changes nothing.
 */
import { describe, expect, test } from '@jest/globals';
import { specialise } from '../../generator/specialise/index.ts';
import { parseTemplates } from '../../generator/specialise/parser.ts';
import {
  LEGACY,
  MCHECK,
  SANDBOX,
  SMALL,
  buildOptions,
  type Bits,
} from '../support/build-options.ts';
import type { OptionChanges } from '../support/build-options.ts';
import { loadSpecialised, specialised } from '../support/specialised.ts';

const FULL = [
  'mem_malloc_init',
  'initr_malloc',
  'MALLOC_STATE_SIZE',
  'mem_malloc_start',
  'mem_malloc_end',
  'mem_malloc_brk',
  'malloc_usable_size',
  'malloc_footprint',
  'malloc_max_footprint',
];
const FULL_SYS_ALLOC = ['set_morecore', 'malloc_footprint_limit', 'malloc_set_footprint_limit'];
const CALLS = ['malloc', 'free', 'realloc', 'calloc', 'memalign'];
const SIMPLE = [
  'gd',
  'GD_FLG_FULL_MALLOC_INIT',
  'initf_malloc',
  'malloc_simple',
  'memalign_simple',
  'calloc_simple',
  'malloc_simple_info',
];

const MORE_CALLS = {
  MALLOC_BULK_FREE: true,
  MALLOC_INDEPENDENT_CALLS: true,
  MALLOC_INSPECT_ALL: true,
  MALLOC_POSIX_MEMALIGN: true,
  MALLOC_REALLOC_IN_PLACE: true,
} as const satisfies OptionChanges;
const MORE = [
  'posix_memalign',
  'valloc',
  'pvalloc',
  'realloc_in_place',
  'independent_calloc',
  'independent_comalloc',
  'bulk_free',
  'malloc_inspect_all',
  'malloc_enable_testing',
  'malloc_disable_testing',
];

const DEBUG = [
  'malloc_get_info',
  'malloc_dump',
  'malloc_dump_to_file',
  'malloc_largest_free',
  'malloc_leak_check_start',
  'malloc_leak_check_list',
  'malloc_leak_check_count',
  'malloc_leak_check_end',
  'malloc_watch',
];
const MCHECK_CALLS = [
  'mcheck',
  'mcheck_pedantic',
  'mcheck_check_all',
  'mprobe',
  'mcheck_set_disabled',
  'malloc_mcheck_count',
];
const STATUSES = ['MCHECK_DISABLED', 'MCHECK_OK', 'MCHECK_FREE', 'MCHECK_HEAD', 'MCHECK_TAIL'];
const BACKTRACE = ['set_source_mapper', 'malloc_backtrace_skip'];
const LOG = [
  'malloc_log_start',
  'malloc_log_stop',
  'malloc_log_dump',
  'malloc_log_to_file',
  'malloc_log_info',
  'malloc_log_entry',
];
const LOG_TYPES = ['MLOG_ALLOC', 'MLOG_FREE', 'MLOG_REALLOC', 'MLOG_MEMALIGN'];

const CASES: readonly (readonly [string, OptionChanges, readonly string[], readonly string[]])[] = [
  ['the defaults', {}, [...FULL, ...CALLS, 'mallopt'], ['mem_malloc_init', ...CALLS, 'mallopt']],
  [
    'SYS_MALLOC_LEGACY',
    { ...LEGACY, NO_MALLINFO: false, NO_MALLOC_STATS: false },
    [
      ...FULL.filter((name) => !name.endsWith('footprint')),
      ...CALLS,
      'mallopt',
      'malloc_trim',
      'mallinfo',
      'malloc_stats',
    ],
    ['mem_malloc_init', ...CALLS, 'mallinfo', 'malloc_stats'],
  ],
  ['SYS_MALLOC_SMALL', SMALL, [...FULL, ...CALLS], ['mem_malloc_init', ...CALLS]],
  [
    'SANDBOX',
    { ...SANDBOX, NO_MALLOC_STATS: false },
    [...FULL, ...CALLS, 'mallopt', 'mallinfo', 'malloc_stats', ...FULL_SYS_ALLOC],
    ['mem_malloc_init', ...CALLS, 'mallopt', 'mallinfo', 'malloc_stats', 'set_morecore'],
  ],
  [
    'trimming',
    { ...SMALL, MORECORE_CANNOT_TRIM: false },
    [...FULL, ...CALLS, 'malloc_trim'],
    ['mem_malloc_init', ...CALLS, 'malloc_trim'],
  ],
  [
    'growing',
    { ...SMALL, SYS_MALLOC_GROW: true },
    [...FULL, ...CALLS],
    ['mem_malloc_init', ...CALLS],
  ],
  [
    'mmap',
    { ...SMALL, SIMPLE_SYSALLOC: false, HAVE_MMAP: true },
    [...FULL, ...CALLS, ...FULL_SYS_ALLOC, 'set_mmap', 'malloc_trim'],
    ['mem_malloc_init', ...CALLS, 'set_morecore', 'set_mmap', 'malloc_trim'],
  ],
  [
    'SYS_MALLOC_F',
    { ...SMALL, SYS_MALLOC_F: true },
    [...FULL, ...CALLS, ...SIMPLE],
    ['mem_malloc_init', 'initf_malloc', ...CALLS, 'gd', 'malloc_simple', 'memalign_simple'],
  ],
  [
    "more of dlmalloc's calls",
    { ...SMALL, ...MORE_CALLS, UNIT_TEST: true },
    [...FULL, ...CALLS, ...MORE],
    ['mem_malloc_init', ...CALLS, ...MORE],
  ],
  [
    'MALLOC_DEBUG',
    { ...SMALL, MALLOC_DEBUG: true },
    [...FULL, ...CALLS, ...DEBUG],
    ['mem_malloc_init', ...CALLS, ...DEBUG],
  ],
  [
    'MCHECK_HEAP_PROTECTION',
    { ...SMALL, MCHECK_HEAP_PROTECTION: true },
    [...FULL, ...CALLS, ...MCHECK_CALLS, ...STATUSES],
    ['mem_malloc_init', ...CALLS, ...MCHECK_CALLS],
  ],
  [
    'all that finds mistakes',
    { ...SMALL, ...MCHECK, MCHECK_BACKTRACE: true, MCHECK_LOG: true },
    [
      ...FULL,
      ...CALLS,
      ...DEBUG,
      'malloc_leak_check_mem',
      ...MCHECK_CALLS,
      ...STATUSES,
      ...BACKTRACE,
      ...LOG,
      ...LOG_TYPES,
      'mallinfo',
      ...FULL_SYS_ALLOC,
    ],
    [
      'mem_malloc_init',
      ...CALLS,
      ...DEBUG,
      'malloc_leak_check_mem',
      ...MCHECK_CALLS,
      ...BACKTRACE,
      ...LOG,
      'mallinfo',
      'set_morecore',
    ],
  ],
  [
    'SYS_MALLOC_SIMPLE',
    { SYS_MALLOC_F: true, SYS_MALLOC_SIMPLE: true },
    [...CALLS, ...SIMPLE],
    ['initf_malloc', ...CALLS],
  ],
  [
    'SYS_MALLOC_SIMPLE with STACK_R',
    { SYS_MALLOC_F: true, SYS_MALLOC_SIMPLE: true, STACK_R: true },
    [...CALLS, ...SIMPLE, 'spl_relocate_stack_gd'],
    ['initf_malloc', ...CALLS, 'spl_relocate_stack_gd'],
  ],
  [
    'SYS_MALLOC of SPL',
    { ...SMALL, SYS_MALLOC: true },
    [...FULL, ...CALLS, 'board_init_r'],
    ['mem_malloc_init', ...CALLS, 'board_init_r'],
  ],
  [
    'SYS_MALLOC_BOOTPARAMS',
    { ...SMALL, SYS_MALLOC_BOOTPARAMS: true },
    [...FULL, ...CALLS, 'bd', 'initr_malloc_bootparams'],
    ['mem_malloc_init', ...CALLS, 'bd', 'initr_malloc_bootparams'],
  ],
];

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(CASES)('%s', (_, changes, exports, measured) => {
    const options = buildOptions(bits, changes);

    test('has these exports, and imports these in the measured entry', async () => {
      const variant = specialised(options);
      expect(variant.exports.toSorted()).toEqual(exports.toSorted());
      expect(variant.measured.toSorted()).toEqual(measured.toSorted());
      expect(Object.keys(await loadSpecialised(options)).toSorted()).toEqual(exports.toSorted());
    });

    test('specialising the variant changes nothing', () => {
      const variant = specialised(options);
      const table = (names: readonly string[]) => names.map((name) => `${name}: true`).join(', ');
      const api =
        `export const API = { ${table(variant.exports)} };\n` +
        `export const MEASURED = { ${table(variant.measured)} };\n`;
      const module = new Map([
        ['index.ts', `// header\n\n${variant.source}`],
        ['api.ts', api],
      ]);
      const again = specialise(parseTemplates(module, 'variant'), options);
      expect(again.source).toBe(variant.source);
      expect(again.javascript).toBe(variant.javascript);
    });
  });
});

test.each<Bits>([64, 32])('VALGRIND adds set_valgrind, %i bits', (bits) => {
  for (const changes of [{}, SMALL, { SYS_MALLOC_F: true, SYS_MALLOC_SIMPLE: true }]) {
    const without = specialised(buildOptions(bits, changes));
    const variant = specialised(buildOptions(bits, changes, { VALGRIND: true }));
    expect(variant.exports).toEqual([...without.exports, 'set_valgrind']);
    expect(variant.measured).toEqual([...without.measured, 'set_valgrind']);
  }
});
