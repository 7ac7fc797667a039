import { basename } from 'node:path';

import {
  BROTLI_QUALITY,
  GZIP_LEVEL,
  MINIFIER,
  unusualFormats,
  type FunctionSize,
} from '../measure/index.ts';
import type { BuildOptions, Phase } from '../options/index.ts';
import { digest } from './digest.ts';
import type { Generated, PhaseBuild } from './generated.ts';
import { writtenSources, type WrittenSources } from './sources.ts';

/** Goes up when a program that reads the old manifests would misread the new ones. */
export const MANIFEST_SCHEMA = 1;

/** `manifest.json`: what the folder holds, from what it was made, and the sizes of each phase. */
export interface Manifest {
  readonly schema: typeof MANIFEST_SCHEMA;
  /** Name and version of the program that wrote the folder. */
  readonly generator: string;
  readonly configuration: {
    readonly name: string;
    /** File name of the defconfig, without its folder. */
    readonly defconfig: string;
    /**
     * What finds the configuration again: paths from the folder of the manifest, or files of the program
     * (`mallocgen:configs/small_defconfig`).
     */
    readonly from: WrittenSources;
    /** `sha256:` and the digest of the `.config` beside the manifest, byte for byte. */
    readonly hash: string;
  };
  /** `sha256:` and the digest of the templates that the modules were made from. */
  readonly templates: string;
  /** Whether functions are exported beside the exports whose values change; absent if not. */
  readonly bindingFunctions?: boolean;
  /** The files of the folder except this one, by their paths there. */
  readonly files: Readonly<Record<string, FileManifest>>;
  /** What counted the sizes. */
  readonly measurement: {
    readonly minifier: string;
    readonly gzip: string;
    readonly brotli: string;
  };
  readonly phases: Readonly<Partial<Record<Phase, PhaseManifest>>>;
}

export interface FileManifest {
  readonly bytes: number;
  /** `sha256:` and the digest of the file, byte for byte. */
  readonly hash: string;
}

export interface PhaseManifest {
  readonly options: Omit<BuildOptions, 'phase'>;
  readonly exports: readonly string[];
  /** The exports that the measured program imports. */
  readonly measured: readonly string[];
  /** Members of what createMalloc() returns, if that is exported. */
  readonly members?: readonly string[];
  /** Bytes. */
  readonly sizes: {
    readonly raw: number;
    readonly gzip: number;
    readonly brotli: number;
    readonly staticData: number;
  };
  readonly functions: readonly FunctionSize[];
  /** malloc.wasm, if there is one. */
  readonly wasm?: WasmManifest;
}

export interface WasmManifest {
  /** Bytes of the file. */
  readonly sizes: { readonly raw: number; readonly gzip: number; readonly brotli: number };
  /** The address of the static data; absent if they are where the region starts. */
  readonly address?: number;
  /** The module has a memory of its own, which it exports; absent if it imports `env.memory`. */
  readonly memory?: 'own';
  /** Functions that the module imports from `env`, beside the memory. */
  readonly imports: readonly string[];
}

/** The manifest in `folder` of one configuration with its files, written by `generator` ("mallocgen 1.2.3"). */
export function manifest(
  generated: Generated,
  files: Readonly<Record<string, FileManifest>>,
  generator: string,
  folder: string,
): Manifest {
  return {
    schema: MANIFEST_SCHEMA,
    generator,
    configuration: {
      name: generated.name,
      defconfig: basename(generated.sources.defconfig),
      from: writtenSources(generated.sources, folder, generated.own),
      hash: digest(generated.config),
    },
    templates: generated.templates,
    ...(generated.bindingFunctions === true && { bindingFunctions: true }),
    files,
    measurement: {
      minifier: MINIFIER,
      gzip:
        unusualFormats(['gzip']).length === 0
          ? `level ${GZIP_LEVEL}`
          : `level ${GZIP_LEVEL}, not as Node.js counts it`,
      brotli: `quality ${BROTLI_QUALITY}`,
    },
    phases: Object.fromEntries(
      generated.builds.map((build) => [build.options.phase, phaseManifest(build)]),
    ),
  };
}

function phaseManifest({ options, variant, sizes, wasm }: PhaseBuild): PhaseManifest {
  const { phase: _, ...view } = options;
  const { functions, ...bytes } = sizes;
  return {
    options: view,
    exports: variant.exports,
    measured: variant.measured,
    ...(variant.members.length > 0 ? { members: variant.members } : {}),
    sizes: bytes,
    functions,
    ...(wasm === undefined
      ? {}
      : {
          wasm: {
            sizes: wasm.sizes,
            ...(wasm.address === undefined ? {} : { address: wasm.address }),
            ...(wasm.memory === 'own' ? { memory: wasm.memory } : {}),
            imports: wasm.imports,
          },
        }),
  };
}
