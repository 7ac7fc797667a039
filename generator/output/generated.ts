import type { SizeReport } from '../measure/index.ts';
import type { BuildOptions } from '../options/index.ts';
import type { Variant } from '../specialise/index.ts';
import type { OutputName } from './output-name.ts';

/** All that one configuration gives, before anything of it is written. */
export interface Generated {
  readonly name: OutputName;
  /** File name of the defconfig, without its folder. */
  readonly defconfig: string;
  /** The text of the `.config`. */
  readonly config: string;
  /** `sha256:` and the digest of the templates. */
  readonly templates: string;
  /** U-Boot proper first. */
  readonly builds: readonly PhaseBuild[];
}

/** One phase of a configuration: what it asks for, what came of it, and what that weighs. */
export interface PhaseBuild {
  readonly options: BuildOptions;
  readonly variant: Variant;
  readonly sizes: SizeReport;
}
