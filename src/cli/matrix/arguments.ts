import type { Phase } from '../../../generator/options/phase.ts';
import type { WasmArguments } from '../inputs/wasm-request.ts';
import type { ConfigurationArguments } from './configurations.ts';

/** The command line of `mallocgen matrix`. */
export interface MatrixArguments extends ConfigurationArguments, WasmArguments {
  readonly phase?: readonly Phase[] | undefined;
  readonly 'allow-shell': boolean;
  readonly jobs: number;
  readonly check: boolean;
  readonly update: boolean;
  readonly compare?: string | undefined;
  readonly baseline?: string | undefined;
  readonly tolerance?: readonly string[] | undefined;
  readonly budget?: readonly string[] | undefined;
  readonly format: string;
  readonly shards: number;
}
