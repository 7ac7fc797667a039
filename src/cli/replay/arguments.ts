import type { Phase } from '../../../generator/options/phase.ts';

/** The command line of `mallocgen replay`. */
export interface ReplayArguments {
  readonly trace: string;
  readonly defconfig?: readonly string[] | undefined;
  readonly phase?: readonly Phase[] | undefined;
  readonly heap?: string | undefined;
  readonly configs: string;
  readonly kconfig: string;
  readonly 'allow-shell': boolean;
  readonly format: string;
}
