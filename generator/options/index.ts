/**
 * One phase's view of a configuration, with U-Boot's rules: `CONFIG_IS_ENABLED` and `CONFIG_VAL`
 * take the phase's prefix, `IS_ENABLED` does not.
 */
export { AddressError } from './address-error.ts';
export { canonicalForm, type BuildOptions } from './build-options.ts';
export { brokenConstraint } from './consistency.ts';
export { GLOBAL_GROUP_SYMBOLS, GROUP_SYMBOLS, groupSymbols } from './group-symbols.ts';
export { InconsistentOptionsError } from './inconsistent-options-error.ts';
export { LengthError } from './length-error.ts';
export {
  ENABLED_NAMES,
  GLOBAL_NAMES,
  VALUE_NAMES,
  type EnabledName,
  type GlobalName,
  type ValueName,
} from './option-tables.ts';
export { PhaseNotEnabledError } from './phase-not-enabled-error.ts';
export { phaseOptions } from './phase-options.ts';
export type { Values } from './values.ts';
export { enabledPhases, PHASE_PREFIX, PHASES, type Phase } from './phase.ts';
