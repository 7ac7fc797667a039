import { VERSION_SYMBOLS, type Allocator, type AllocatorVersion } from './allocator-version.ts';
import { PHASE_PREFIX, type Phase } from './phase.ts';
import { isOn, isOnIfDefined } from './symbols.ts';
import type { Values } from './values.ts';

/** A configuration as one phase sees it: what the rules of the option tables ask. */
export interface PhaseView {
  readonly configuration: Values;
  readonly phase: Phase;
  readonly allocator: Allocator;
  /** Whether the phase's own symbol is set: `SPL_NAME` in SPL. */
  isOwnOn(name: string): boolean;
  /** The same, or undefined if the tree has no such symbol. */
  isOwnOnIfDefined(name: string): boolean | undefined;
  /** Whether a symbol is set that all phases share. */
  isOn(name: string): boolean;
}

export function phaseView(configuration: Values, phase: Phase): PhaseView {
  const prefix = PHASE_PREFIX[phase];
  return {
    configuration,
    phase,
    allocator: allocatorOf(configuration, phase),
    isOwnOn: (name) => isOn(configuration, prefix + name),
    isOwnOnIfDefined: (name) => isOnIfDefined(configuration, prefix + name),
    isOn: (name) => isOn(configuration, name),
  };
}

/** One symbol chooses the version for all phases: U-Boot links the same one into each. */
function allocatorOf(configuration: Values, phase: Phase): Allocator {
  if (isOn(configuration, `${PHASE_PREFIX[phase]}SYS_MALLOC_SIMPLE`)) return 'malloc_simple';
  const versions = Object.entries(VERSION_SYMBOLS) as [AllocatorVersion, string | undefined][];
  const chosen = versions.find(([, symbol]) => symbol === undefined || isOn(configuration, symbol));
  return (chosen as [AllocatorVersion, string | undefined])[0];
}
