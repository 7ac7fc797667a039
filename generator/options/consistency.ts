import type { BuildOptions } from './build-options.ts';
import { InconsistentOptionsError } from './inconsistent-options-error.ts';
import type { EnabledName, ValueName } from './option-tables.ts';
import { PHASE_PREFIX } from './phase.ts';
import type { Values } from './values.ts';

/** What must hold between options, because no template is written for other combinations. */
interface Constraint {
  /** The option to change. */
  readonly option: EnabledName | ValueName;
  readonly holds: (options: BuildOptions) => boolean;
  /** The rest of a sentence that begins with the option. */
  readonly text: string;
}

const WITHOUT_FULL_MALLOC = 'means nothing if SYS_MALLOC_SIMPLE leaves no full malloc()';

const needsFullMalloc = (option: EnabledName): Constraint => ({
  option,
  holds: ({ enabled }) => !enabled[option] || !enabled.SYS_MALLOC_SIMPLE,
  text: WITHOUT_FULL_MALLOC,
});

const CONSTRAINTS: readonly Constraint[] = [
  {
    option: 'SYS_MALLOC_SIMPLE',
    holds: ({ enabled }) => enabled.SYS_MALLOC_F || !enabled.SYS_MALLOC_SIMPLE,
    text: 'needs SYS_MALLOC_F',
  },
  needsFullMalloc('SYS_MALLOC_LEGACY'),
  needsFullMalloc('SYS_MALLOC_ATTACH'),
  needsFullMalloc('SYS_MALLOC_GROW'),
  {
    option: 'SYS_MALLOC_LOCK',
    holds: ({ enabled }) => !enabled.SYS_MALLOC_LOCK || enabled.SYS_MALLOC_ATTACH,
    text: 'needs SYS_MALLOC_ATTACH',
  },
  {
    option: 'SYS_MALLOC_LOCK_BREAK',
    holds: ({ enabled }) =>
      !enabled.SYS_MALLOC_LOCK_BREAK || (enabled.SYS_MALLOC_LOCK && !enabled.SYS_MALLOC_LEGACY),
    text: 'needs SYS_MALLOC_LOCK on and SYS_MALLOC_LEGACY off',
  },
  {
    option: 'SIMPLE_SYSALLOC',
    holds: ({ enabled }) =>
      !enabled.SIMPLE_SYSALLOC || (enabled.MORECORE_CONTIGUOUS && !enabled.HAVE_MMAP),
    text: 'needs MORECORE_CONTIGUOUS on and HAVE_MMAP off',
  },
  {
    option: 'SYS_MALLOC_DEFAULT_TO_INIT',
    holds: ({ enabled }) => !enabled.SYS_MALLOC_DEFAULT_TO_INIT || enabled.SYS_MALLOC_LEGACY,
    text: 'means nothing without SYS_MALLOC_LEGACY, because dlmalloc 2.8.6 always starts afresh',
  },
  {
    option: 'SYS_MALLOC_DEFAULT_TO_INIT',
    holds: ({ enabled }) =>
      !enabled.SYS_MALLOC_LEGACY ||
      enabled.SYS_MALLOC_DEFAULT_TO_INIT ||
      !(enabled.SYS_MALLOC_ATTACH || enabled.SYS_MALLOC_GROW),
    text: 'is needed by SYS_MALLOC_ATTACH and SYS_MALLOC_GROW with SYS_MALLOC_LEGACY',
  },
  {
    option: 'SYS_MALLOC_LEN',
    holds: ({ enabled, values }) => values.SYS_MALLOC_LEN > 0 !== enabled.SYS_MALLOC_SIMPLE,
    text: 'must be above 0 exactly if the phase has a full malloc()',
  },
];

/** The first constraint that options break. Our Kconfig tree gives none; another tree may. */
export function brokenConstraint(options: BuildOptions): Constraint | undefined {
  return CONSTRAINTS.find(({ holds }) => !holds(options));
}

/** @throws {InconsistentOptionsError} when no template is written for the options. */
export function requireConsistent(options: BuildOptions, configuration: Values): void {
  const broken = brokenConstraint(options);
  if (broken === undefined) return;
  const name = PHASE_PREFIX[options.phase] + broken.option;
  throw new InconsistentOptionsError(name, configuration.get(name), broken.text);
}
