import { MallocgenError } from '../error.ts';

/** A phase was asked for that the configuration does not build. */
export class PhaseNotEnabledError extends MallocgenError {
  readonly code = 'phase-not-enabled';

  constructor(phase: string, symbol: string) {
    super(
      `${phase}: the configuration does not build this phase; ` +
        `write CONFIG_${symbol}=y in the defconfig, or ask for another phase.`,
    );
  }
}
