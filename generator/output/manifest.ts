import { createHash } from 'node:crypto';

import { BROTLI_QUALITY, GZIP_LEVEL, MINIFIER, type FunctionSize } from '../measure/index.ts';
import type { BuildOptions, Phase } from '../options/index.ts';
import type { Generated, PhaseBuild } from './generated.ts';

/** Goes up when a program that reads the old manifests would misread the new ones. */
export const MANIFEST_SCHEMA = 1;

/** `manifest.json`: what the folder holds, from what it was made, and what each phase weighs. */
export interface Manifest {
  readonly schema: typeof MANIFEST_SCHEMA;
  /** Name and version of the program that wrote the folder. */
  readonly generator: string;
  readonly configuration: {
    readonly name: string;
    readonly defconfig: string;
    /** `sha256:` and the digest of the `.config` beside the manifest, byte for byte. */
    readonly hash: string;
  };
  /** What the sizes were made with. */
  readonly measurement: {
    readonly minifier: string;
    readonly gzip: string;
    readonly brotli: string;
  };
  readonly phases: Readonly<Partial<Record<Phase, PhaseManifest>>>;
}

export interface PhaseManifest {
  readonly options: Omit<BuildOptions, 'phase'>;
  readonly exports: readonly string[];
  /** The exports that the measured program imports. */
  readonly measured: readonly string[];
  /** Members of what createMalloc() returns, where that is exported. */
  readonly members?: readonly string[];
  /** Bytes. */
  readonly sizes: {
    readonly raw: number;
    readonly gzip: number;
    readonly brotli: number;
    readonly staticData: number;
  };
  readonly functions: readonly FunctionSize[];
}

/** The manifest of one configuration, written by `generator` ("mallocgen 1.2.3"). */
export function manifest(generated: Generated, generator: string): Manifest {
  return {
    schema: MANIFEST_SCHEMA,
    generator,
    configuration: {
      name: generated.name,
      defconfig: generated.defconfig,
      hash: `sha256:${createHash('sha256').update(generated.config).digest('hex')}`,
    },
    measurement: {
      minifier: MINIFIER,
      gzip: `level ${GZIP_LEVEL}`,
      brotli: `quality ${BROTLI_QUALITY}`,
    },
    phases: Object.fromEntries(
      generated.builds.map((build) => [build.options.phase, phaseManifest(build)]),
    ),
  };
}

function phaseManifest({ options, variant, sizes }: PhaseBuild): PhaseManifest {
  const { phase: _, ...view } = options;
  const { functions, ...bytes } = sizes;
  return {
    options: view,
    exports: variant.exports,
    measured: variant.measured,
    ...(variant.members.length > 0 ? { members: variant.members } : {}),
    sizes: bytes,
    functions,
  };
}
