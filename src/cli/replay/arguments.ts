import type { Phase } from '../../../generator/options/phase.ts';
import type { ConfigurationArguments } from '../matrix/configurations.ts';

/** The command line of `mallocgen replay`. */
export interface ReplayArguments extends ConfigurationArguments {
  readonly trace: string;
  readonly phase?: readonly Phase[] | undefined;
  readonly heap?: string | undefined;
  readonly format: string;
}
