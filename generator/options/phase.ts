import { PhaseNotEnabledError } from './phase-not-enabled-error.ts';
import { isOn } from './symbols.ts';
import type { Values } from './values.ts';

/** The phases of U-Boot, U-Boot proper first. The names are those of the output folders. */
export const PHASES = ['u-boot', 'spl', 'tpl', 'vpl'] as const;

export type Phase = (typeof PHASES)[number];

/** What `CONFIG_IS_ENABLED` and `CONFIG_VAL` put between `CONFIG_` and the name. */
export const PHASE_PREFIX = {
  'u-boot': '',
  spl: 'SPL_',
  tpl: 'TPL_',
  vpl: 'VPL_',
} as const satisfies Record<Phase, string>;

const PHASE_SYMBOL = { spl: 'SPL', tpl: 'TPL', vpl: 'VPL' } as const;

/** The phases that a configuration builds: U-Boot proper always, the others if `CONFIG_SPL` … are set. */
export function enabledPhases(configuration: Values): readonly Phase[] {
  return PHASES.filter((phase) => isPhaseEnabled(configuration, phase));
}

/** @throws {PhaseNotEnabledError} */
export function requirePhase(configuration: Values, phase: Phase): void {
  if (phase !== 'u-boot' && !isPhaseEnabled(configuration, phase)) {
    throw new PhaseNotEnabledError(phase, PHASE_SYMBOL[phase]);
  }
}

function isPhaseEnabled(configuration: Values, phase: Phase): boolean {
  return phase === 'u-boot' || isOn(configuration, PHASE_SYMBOL[phase]);
}
