/**
 * Every option that a template can ask for: one line each, which says how a phase comes by its value.
 * Names carry neither `CONFIG_` nor the phase's prefix. An option that means nothing in a phase has one
 * fixed value there, so that phases whose allocators are the same have the same options.
 */
import type { VersionSymbol } from './allocator-version.ts';
import { compileTime } from './compile-time.ts';
import {
  bootparamsLength,
  canAttach,
  canBreakLock,
  canGrow,
  fullPoolLength,
  hasBootparams,
  hasSimpleMalloc,
  simplePoolLength,
  startsAfresh,
} from './heap.ts';
import { has64BitLayout } from './layout.ts';
import { hasMcheck, hasMcheckLog, sharedLength } from './mcheck.ts';
import { hasFullMalloc, if286, ifFull, own, shared, type Rule } from './rules.ts';
import {
  hasSplPool,
  hasStackPool,
  splPoolLength,
  splPoolStart,
  stackPoolEnd,
  stackPoolLength,
} from './spl.ts';

/** What `CONFIG_IS_ENABLED('NAME')` may ask for. */
export const ENABLED_OPTIONS = {
  // dlmalloc's compile-time options. dlmalloc 2.6.6 has its statistics with its debugging.
  HAVE_MMAP: compileTime(() => false),
  INSECURE: compileTime(({ sandbox }) => !sandbox),
  MORECORE_CANNOT_TRIM: compileTime(() => true),
  MORECORE_CONTIGUOUS: compileTime(() => true),
  NO_MALLINFO: compileTime(
    ({ sandbox }) => !sandbox,
    (view) => !view.isOwnOn('UNIT_TEST') && !view.isOn('SANDBOX'),
  ),
  NO_MALLOC_STATS: compileTime(
    () => true,
    (view) => !view.isOwnOn('UNIT_TEST'),
  ),
  NO_REALLOC_IN_PLACE: compileTime(({ small }) => small),
  NO_TREE_BINS: compileTime(({ small }) => small),
  SIMPLE_MEMALIGN: compileTime(({ small }) => small),
  SIMPLE_SYSALLOC: compileTime(({ sandbox }) => !sandbox),
  SMALLCHUNKS_AS_FUNCS: compileTime(({ small }) => small),
  STATIC_MALLOC_PARAMS: compileTime(({ small }) => small),

  // Calls that are there only if asked for.
  MALLOC_BULK_FREE: if286(own),
  MALLOC_INDEPENDENT_CALLS: if286(own),
  MALLOC_INSPECT_ALL: if286(own),
  MALLOC_POSIX_MEMALIGN: if286(own),
  MALLOC_REALLOC_IN_PLACE: if286(own),

  // Finding mistakes.
  MALLOC_DEBUG: if286(own),
  MCHECK_BACKTRACE: (view, name) => hasMcheck(view) && own(view, name),
  MCHECK_HEAP_PROTECTION: hasMcheck,
  MCHECK_LOG: hasMcheckLog,
  UNIT_TEST: ifFull(own),

  // The allocators of a phase, and their pools.
  HAS_MALLOC_START: (view) => splPoolStart(view) !== undefined,
  STACK_R: hasStackPool,
  SYS_MALLOC: hasSplPool,
  SYS_MALLOC_ATTACH: canAttach,
  SYS_MALLOC_BOOTPARAMS: hasBootparams,
  SYS_MALLOC_CLEAR_ON_INIT: ifFull(own),
  SYS_MALLOC_DEFAULT_TO_INIT: startsAfresh,
  SYS_MALLOC_F: hasSimpleMalloc,
  SYS_MALLOC_GROW: canGrow,
  SYS_MALLOC_LEGACY: (view) => view.allocator === 'dlmalloc-2.6.6',
  SYS_MALLOC_LOCK: ifFull(shared),
  SYS_MALLOC_LOCK_BREAK: canBreakLock,
  SYS_MALLOC_MULTI_INSTANCE: shared,
  SYS_MALLOC_SIMPLE: (view) => !hasFullMalloc(view),
} as const satisfies Readonly<Record<VersionSymbol, Rule<boolean>>> &
  Readonly<Record<string, Rule<boolean>>>;

/** What `IS_ENABLED('CONFIG_NAME')` may ask for. */
export const GLOBAL_OPTIONS = {
  '64BIT': has64BitLayout,
  SANDBOX: shared,
  VALGRIND: shared,
} as const satisfies Readonly<Record<string, Rule<boolean>>>;

/** What `CONFIG_VAL('NAME')` may ask for. */
export const VALUE_OPTIONS = {
  /** Bytes of each block's header that name its caller. */
  MCHECK_CALLER_LEN: sharedLength(hasMcheck, 48),
  /** Entries of the log. */
  MCHECK_LOG_SIZE: sharedLength(hasMcheckLog, 524_288),
  STACK_R_ADDR: stackPoolEnd,
  STACK_R_MALLOC_SIMPLE_LEN: stackPoolLength,
  SYS_BOOTPARAMS_LEN: bootparamsLength,
  SYS_MALLOC_F_LEN: simplePoolLength,
  /** The memory grows to multiples of this number of bytes. */
  SYS_MALLOC_GROW_STEP: sharedLength(canGrow, 0x1000),
  SYS_MALLOC_LEN: fullPoolLength,
  SYS_MALLOC_SIZE: splPoolLength,
  SYS_MALLOC_START: (view) => splPoolStart(view) ?? 0,
} as const satisfies Readonly<Record<string, Rule<number>>>;

export type EnabledName = keyof typeof ENABLED_OPTIONS;
export type GlobalName = keyof typeof GLOBAL_OPTIONS;
export type ValueName = keyof typeof VALUE_OPTIONS;

export const ENABLED_NAMES = namesOf(ENABLED_OPTIONS);
export const GLOBAL_NAMES = namesOf(GLOBAL_OPTIONS);
export const VALUE_NAMES = namesOf(VALUE_OPTIONS);

/** In code unit order, which is the order of the keys everywhere. */
function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] {
  return (Object.keys(table) as Name[]).toSorted();
}
