import type { BuildOptions } from './build-options.ts';
import { requireConsistent } from './consistency.ts';
import {
  ENABLED_NAMES,
  ENABLED_OPTIONS,
  GLOBAL_NAMES,
  GLOBAL_OPTIONS,
  VALUE_NAMES,
  VALUE_OPTIONS,
} from './option-tables.ts';
import { requirePhase, type Phase } from './phase.ts';
import { phaseView, type PhaseView } from './phase-view.ts';
import type { Rule } from './rules.ts';
import type { Values } from './values.ts';

/**
 * What a configuration asks of one phase.
 *
 * @throws {PhaseNotEnabledError} when the configuration does not build the phase.
 * @throws {LengthError} when a pool has no length, or one that no heap can have.
 * @throws {AddressError} when a pool needs an address that is not given, or has no room there.
 * @throws {InconsistentOptionsError} when the Kconfig tree lets options be on that exclude each other.
 */
export function phaseOptions(configuration: Values, phase: Phase): BuildOptions {
  requirePhase(configuration, phase);
  const view = phaseView(configuration, phase);
  const options: BuildOptions = {
    phase,
    enabled: valuesOf(ENABLED_NAMES, ENABLED_OPTIONS, view),
    global: valuesOf(GLOBAL_NAMES, GLOBAL_OPTIONS, view),
    values: valuesOf(VALUE_NAMES, VALUE_OPTIONS, view),
  };
  requireConsistent(options, configuration);
  return options;
}

function valuesOf<Name extends string, Value>(
  names: readonly Name[],
  rules: Readonly<Record<Name, Rule<Value>>>,
  view: PhaseView,
): Readonly<Record<Name, Value>> {
  return Object.fromEntries(names.map((name) => [name, rules[name](view, name)])) as Record<
    Name,
    Value
  >;
}
