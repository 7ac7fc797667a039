import type { Phase } from '../../../generator/options/phase.ts';

/** The command line of `mallocgen matrix`. */
export interface MatrixArguments {
  readonly defconfig?: readonly string[] | undefined;
  readonly phase?: readonly Phase[] | undefined;
  readonly configs: string;
  readonly kconfig: string;
  readonly 'allow-shell': boolean;
  readonly jobs: number;
  readonly shard?: string | undefined;
  readonly check: boolean;
  readonly update: boolean;
  readonly compare?: string | undefined;
  readonly baseline?: string | undefined;
  readonly tolerance?: readonly string[] | undefined;
  readonly budget?: readonly string[] | undefined;
  readonly format: string;
  readonly shards: number;
}
