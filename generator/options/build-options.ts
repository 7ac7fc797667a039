import * as z from 'zod';
import { CALL_OPTIONS } from './call-options.ts';
import { COMPILE_TIME_OPTIONS } from './compile-time-options.ts';
import { InvalidBuildOptionsError } from './invalid-build-options-error.ts';
import { MAX_LENGTH } from './lengths.ts';
import { PHASES, type Phase } from './phase.ts';

/** What `CONFIG_IS_ENABLED('NAME')` may ask for. */
export const ENABLED_NAMES = [
  ...COMPILE_TIME_OPTIONS,
  ...CALL_OPTIONS,
  'MALLOC_DEBUG',
  'MCHECK_BACKTRACE',
  'MCHECK_HEAP_PROTECTION',
  'MCHECK_LOG',
  'HAS_MALLOC_START',
  'STACK_R',
  'SYS_MALLOC',
  'SYS_MALLOC_BOOTPARAMS',
  'SYS_MALLOC_ATTACH',
  'SYS_MALLOC_CLEAR_ON_INIT',
  'SYS_MALLOC_DEFAULT_TO_INIT',
  'SYS_MALLOC_F',
  'SYS_MALLOC_GROW',
  'SYS_MALLOC_LEGACY',
  'SYS_MALLOC_LOCK',
  'SYS_MALLOC_MULTI_INSTANCE',
  'SYS_MALLOC_SIMPLE',
  'UNIT_TEST',
] as const;

/** What `IS_ENABLED('CONFIG_NAME')` may ask for. */
export const GLOBAL_NAMES = ['64BIT', 'SANDBOX', 'VALGRIND'] as const;

/** What `CONFIG_VAL('NAME')` may ask for. */
export const VALUE_NAMES = [
  'MCHECK_CALLER_LEN',
  'MCHECK_LOG_SIZE',
  'SYS_MALLOC_START',
  'STACK_R_ADDR',
  'STACK_R_MALLOC_SIMPLE_LEN',
  'SYS_BOOTPARAMS_LEN',
  'SYS_MALLOC_F_LEN',
  'SYS_MALLOC_LEN',
  'SYS_MALLOC_SIZE',
] as const;

/**
 * One phase's view of a configuration: all that a template can ask for, and nothing else, so that
 * phases with equal options give equal variants. Names carry neither `CONFIG_` nor the phase's
 * prefix; keys are sorted.
 */
export interface BuildOptions {
  readonly phase: Phase;
  /** `CONFIG_IS_ENABLED('SYS_MALLOC_F')` → `enabled.SYS_MALLOC_F`: the symbol of this phase. */
  readonly enabled: Readonly<Record<string, boolean>>;
  /** `IS_ENABLED('CONFIG_SANDBOX')` → `global.SANDBOX`: the same symbol for every phase. */
  readonly global: Readonly<Record<string, boolean>>;
  /**
   * `CONFIG_VAL('SYS_MALLOC_F_LEN')` → `values.SYS_MALLOC_F_LEN`: lengths in bytes, addresses as
   * byte offsets into the memory. 0 where the phase has no such thing.
   */
  readonly values: Readonly<Record<string, number>>;
}

const schema = z
  .strictObject({
    phase: z.enum(PHASES),
    enabled: z.strictObject(shape(ENABLED_NAMES, z.boolean())),
    global: z.strictObject(shape(GLOBAL_NAMES, z.boolean())),
    values: z.strictObject(shape(VALUE_NAMES, z.int().min(0).max(MAX_LENGTH))),
  })
  .refine(({ enabled }) => enabled.SYS_MALLOC_F || !enabled.SYS_MALLOC_SIMPLE, {
    path: ['enabled', 'SYS_MALLOC_SIMPLE'],
    error: 'needs SYS_MALLOC_F',
  })
  .refine(({ enabled }) => !enabled.SYS_MALLOC_LEGACY || !enabled.SYS_MALLOC_SIMPLE, {
    path: ['enabled', 'SYS_MALLOC_LEGACY'],
    error: 'means nothing where SYS_MALLOC_SIMPLE leaves no full malloc()',
  })
  .refine(({ enabled }) => !enabled.SYS_MALLOC_LOCK || enabled.SYS_MALLOC_ATTACH, {
    path: ['enabled', 'SYS_MALLOC_LOCK'],
    error: 'needs SYS_MALLOC_ATTACH',
  })
  .refine(({ enabled }) => !enabled.SYS_MALLOC_ATTACH || !enabled.SYS_MALLOC_SIMPLE, {
    path: ['enabled', 'SYS_MALLOC_ATTACH'],
    error: 'means nothing where SYS_MALLOC_SIMPLE leaves no full malloc()',
  })
  .refine(({ enabled }) => !enabled.SYS_MALLOC_GROW || !enabled.SYS_MALLOC_SIMPLE, {
    path: ['enabled', 'SYS_MALLOC_GROW'],
    error: 'means nothing where SYS_MALLOC_SIMPLE leaves no full malloc()',
  })
  .refine(
    ({ enabled }) =>
      !enabled.SIMPLE_SYSALLOC || (enabled.MORECORE_CONTIGUOUS && !enabled.HAVE_MMAP),
    {
      path: ['enabled', 'SIMPLE_SYSALLOC'],
      error: 'needs MORECORE_CONTIGUOUS, and HAVE_MMAP off',
    },
  )
  .refine(({ enabled }) => !enabled.SYS_MALLOC_DEFAULT_TO_INIT || enabled.SYS_MALLOC_LEGACY, {
    path: ['enabled', 'SYS_MALLOC_DEFAULT_TO_INIT'],
    error: 'means nothing without SYS_MALLOC_LEGACY: dlmalloc 2.8.6 always starts afresh',
  })
  .refine(
    ({ enabled }) =>
      !enabled.SYS_MALLOC_LEGACY ||
      enabled.SYS_MALLOC_DEFAULT_TO_INIT ||
      !(enabled.SYS_MALLOC_ATTACH || enabled.SYS_MALLOC_GROW),
    {
      path: ['enabled', 'SYS_MALLOC_DEFAULT_TO_INIT'],
      error: 'is needed by SYS_MALLOC_ATTACH and SYS_MALLOC_GROW with SYS_MALLOC_LEGACY',
    },
  )
  .refine(({ enabled, values }) => values.SYS_MALLOC_LEN > 0 !== enabled.SYS_MALLOC_SIMPLE, {
    path: ['values', 'SYS_MALLOC_LEN'],
    error: 'is above 0 exactly where the phase has a full malloc()',
  });

/**
 * Checks options that do not come from `phaseOptions`, such as those of a manifest, and puts their
 * keys in order.
 * @throws {InvalidBuildOptionsError} naming every entry that is wrong.
 */
export function parseBuildOptions(value: unknown): BuildOptions {
  const result = schema.safeParse(value);
  if (!result.success) {
    throw new InvalidBuildOptionsError(result.error.issues);
  }
  const { phase, enabled, global, values } = result.data;
  return { phase, enabled: sorted(enabled), global: sorted(global), values: sorted(values) };
}

/**
 * The text that decides what a variant looks like: equal for two phases exactly when their
 * variants are the same. For hashes and for generating a variant once.
 */
export function canonicalForm({ enabled, global, values }: BuildOptions): string {
  return JSON.stringify({
    enabled: sorted(enabled),
    global: sorted(global),
    values: sorted(values),
  });
}

function shape<Name extends string, Schema>(names: readonly Name[], entry: Schema) {
  return Object.fromEntries(names.map((name) => [name, entry])) as Record<Name, Schema>;
}

/** With the keys in code unit order. An entry named like a number would still come first. */
function sorted<Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.keys(record)
      .toSorted()
      .map((key) => [key, record[key] as Value]),
  );
}
