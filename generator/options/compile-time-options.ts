import type { Configuration } from '../kconfig/index.ts';
import { PHASE_PREFIX, type Phase } from './phase.ts';
import { isOn, isOnIfDefined } from './symbols.ts';

interface Basis {
  /** `SYS_MALLOC_SMALL` of the phase. */
  readonly small: boolean;
  readonly sandbox: boolean;
}

/**
 * The section "dlmalloc Compile-Time Options" of the specification: each option's value where the
 * tree has no symbol for it, as in U-Boot, whose C file derives them.
 */
const DERIVED = {
  HAVE_MMAP: () => false,
  INSECURE: ({ sandbox }) => !sandbox,
  MORECORE_CANNOT_TRIM: () => true,
  MORECORE_CONTIGUOUS: () => true,
  NO_MALLINFO: ({ sandbox }) => !sandbox,
  NO_MALLOC_STATS: () => true,
  NO_REALLOC_IN_PLACE: ({ small }) => small,
  NO_TREE_BINS: ({ small }) => small,
  SIMPLE_MEMALIGN: ({ small }) => small,
  SIMPLE_SYSALLOC: ({ sandbox }) => !sandbox,
  SMALLCHUNKS_AS_FUNCS: ({ small }) => small,
  STATIC_MALLOC_PARAMS: ({ small }) => small,
} as const satisfies Record<string, (basis: Basis) => boolean>;

export type CompileTimeOption = keyof typeof DERIVED;

export const COMPILE_TIME_OPTIONS = Object.keys(DERIVED) as readonly CompileTimeOption[];

/**
 * The compile-time options of one phase, from the phase's symbols (`SPL_NO_TREE_BINS`) where the
 * tree has them, else derived.
 */
export function compileTimeOptions(
  configuration: Configuration,
  phase: Phase,
): Readonly<Record<CompileTimeOption, boolean>> {
  const prefix = PHASE_PREFIX[phase];
  const basis: Basis = {
    small: isOn(configuration, `${prefix}SYS_MALLOC_SMALL`),
    sandbox: isOn(configuration, 'SANDBOX'),
  };
  return recordOf(
    (option) => isOnIfDefined(configuration, prefix + option) ?? DERIVED[option](basis),
  );
}

/**
 * For a phase without dlmalloc 2.8.6: nothing that an option could remove is there, so `NO_MALLINFO`
 * is true. The same for all such phases, whatever the configuration says.
 */
export function withoutDlmalloc(): Readonly<Record<CompileTimeOption, boolean>> {
  return recordOf((option) => DERIVED[option]({ small: true, sandbox: false }));
}

/**
 * What decides in dlmalloc 2.6.6, whose statistics are part of its debugging: unit tests turn them on,
 * and a sandbox has mallinfo(), as with 2.8.6.
 */
export function legacyOptions(
  unitTest: boolean,
  sandbox: boolean,
): Readonly<Partial<Record<CompileTimeOption, boolean>>> {
  return { NO_MALLINFO: !unitTest && !sandbox, NO_MALLOC_STATS: !unitTest };
}

function recordOf(
  value: (option: CompileTimeOption) => boolean,
): Readonly<Record<CompileTimeOption, boolean>> {
  return Object.fromEntries(
    COMPILE_TIME_OPTIONS.map((option) => [option, value(option)]),
  ) as Record<CompileTimeOption, boolean>;
}
