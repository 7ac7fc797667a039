import type { SizeReport } from '../measure/index.ts';
import type { BuildOptions } from '../options/index.ts';
import type { Variant } from '../specialise/index.ts';
import type { WasmBuild } from '../wasm/index.ts';
import type { OutputName } from './output-name.ts';
import type { Sources } from './sources.ts';

/** All that is generated from one configuration, before it is written. */
export interface Generated {
  readonly name: OutputName;
  /** The files that it comes from. */
  readonly sources: Sources;
  /** The folder of the program, whose files are named as such in the manifest. */
  readonly own?: string | undefined;
  /** Whether functions are exported beside the exports whose values change. */
  readonly bindingFunctions?: boolean;
  /** The text of the `.config`. */
  readonly config: string;
  /** `sha256:` and the digest of the templates. */
  readonly templates: string;
  /** U-Boot proper first. */
  readonly builds: readonly PhaseBuild[];
}

/** One phase of a configuration: its options, its variant, and the sizes of that. */
export interface PhaseBuild {
  readonly options: BuildOptions;
  readonly variant: Variant;
  readonly sizes: SizeReport;
  /** The variant as a WebAssembly module, if that was asked for. */
  readonly wasm?: WasmBuild | undefined;
}
