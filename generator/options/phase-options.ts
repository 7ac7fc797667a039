import type { Configuration } from '../kconfig/index.ts';
import { parseBuildOptions, type BuildOptions } from './build-options.ts';
import { callOptions } from './call-options.ts';
import { compileTimeOptions, legacyOptions, withoutDlmalloc } from './compile-time-options.ts';
import { debugOptions } from './debug-options.ts';
import { has64BitLayout } from './layout.ts';
import { inheritedLength, MIN_HEAP_LENGTH } from './lengths.ts';
import { PHASE_PREFIX, requirePhase, type Phase } from './phase.ts';
import { splOptions } from './spl.ts';
import { isOn } from './symbols.ts';

/**
 * What a configuration asks of one phase. What means nothing there has one fixed value, so that
 * phases whose allocators are the same have the same options: a phase with the simple malloc() alone
 * has no full pool (`SYS_MALLOC_LEN` 0) to clear, and one without it has no early pool
 * (`SYS_MALLOC_F_LEN` 0).
 *
 * @throws {PhaseNotEnabledError} when the configuration does not build the phase.
 * @throws {LengthError} when a pool has no length, or one that no heap can have.
 * @throws {AddressError} when a pool is to lie at an address that is not given, or has no room there.
 */
export function phaseOptions(configuration: Configuration, phase: Phase): BuildOptions {
  requirePhase(configuration, phase);

  const own = (name: string) => isOn(configuration, PHASE_PREFIX[phase] + name);
  const onlySimple = own('SYS_MALLOC_SIMPLE');
  const simple = onlySimple || own('SYS_MALLOC_F');
  // One symbol for all phases: U-Boot links one of the two versions into each.
  const legacy = !onlySimple && isOn(configuration, 'SYS_MALLOC_LEGACY');
  // Only U-Boot proper has boot parameters to pass on.
  const bootparams = phase === 'u-boot' && own('SYS_MALLOC_BOOTPARAMS');
  const spl = splOptions(configuration, phase, onlySimple);
  const debug = debugOptions(configuration, phase, !onlySimple && !legacy);

  const lock = isOn(configuration, 'SYS_MALLOC_LOCK');
  // Every lock is in a heap that can be opened, and malloc_simple() has no heap.
  const attach = !onlySimple && (lock || isOn(configuration, 'SYS_MALLOC_ATTACH'));
  const grow = !onlySimple && isOn(configuration, 'SYS_MALLOC_GROW');

  return parseBuildOptions({
    phase,
    enabled: {
      ...(onlySimple || legacy ? withoutDlmalloc() : compileTimeOptions(configuration, phase)),
      ...(legacy ? legacyOptions(own('UNIT_TEST'), isOn(configuration, 'SANDBOX')) : {}),
      ...callOptions(configuration, phase, !onlySimple && !legacy),
      ...spl.enabled,
      ...debug.enabled,
      SYS_MALLOC_BOOTPARAMS: bootparams,
      SYS_MALLOC_ATTACH: attach,
      SYS_MALLOC_CLEAR_ON_INIT: !onlySimple && own('SYS_MALLOC_CLEAR_ON_INIT'),
      // Of 2.8.6 it changes nothing: that always starts afresh.
      SYS_MALLOC_DEFAULT_TO_INIT:
        legacy && (attach || grow || isOn(configuration, 'SYS_MALLOC_DEFAULT_TO_INIT')),
      SYS_MALLOC_F: simple,
      SYS_MALLOC_GROW: grow,
      SYS_MALLOC_LEGACY: legacy,
      SYS_MALLOC_LOCK: !onlySimple && lock,
      SYS_MALLOC_MULTI_INSTANCE: isOn(configuration, 'SYS_MALLOC_MULTI_INSTANCE'),
      SYS_MALLOC_SIMPLE: onlySimple,
      UNIT_TEST: !onlySimple && own('UNIT_TEST'),
    },
    global: {
      '64BIT': has64BitLayout(configuration, phase),
      SANDBOX: isOn(configuration, 'SANDBOX'),
      VALGRIND: isOn(configuration, 'VALGRIND'),
    },
    values: {
      ...spl.values,
      ...debug.values,
      SYS_BOOTPARAMS_LEN: bootparams
        ? inheritedLength(configuration, phase, 'SYS_BOOTPARAMS_LEN')
        : 0,
      SYS_MALLOC_F_LEN: simple ? inheritedLength(configuration, phase, 'SYS_MALLOC_F_LEN') : 0,
      SYS_MALLOC_LEN: onlySimple
        ? 0
        : inheritedLength(configuration, phase, 'SYS_MALLOC_LEN', MIN_HEAP_LENGTH),
    },
  });
}
