import { basename } from 'node:path';

import { PHASES, type Phase } from '../options/index.ts';
import { digest } from './digest.ts';
import type { Generated, PhaseBuild } from './generated.ts';
import type { FileManifest } from './manifest.ts';
import { sealed } from './seal.ts';

export const CONFIG_FILE = '.config';
export const MANIFEST_FILE = 'manifest.json';

const EXTENSIONS = ['ts', 'js', 'd.ts', 'wasm', 'wasm.js', 'wasm.d.ts'] as const;

/** The paths of all files that a folder `out/NAME` can have. */
export const OUTPUT_PATHS: readonly string[] = [
  CONFIG_FILE,
  MANIFEST_FILE,
  ...PHASES.flatMap((phase) => EXTENSIONS.map((extension) => modulePath(phase, extension))),
];

function modulePath(phase: Phase, extension: (typeof EXTENSIONS)[number]): string {
  return `${phase}/malloc.${extension}`;
}

/** The rules of the project that has the file are not those that it was written by. */
const UNLINTED = '/* eslint-disable */';

/** TypeScript prefers malloc.ts to malloc.d.ts where malloc.js is imported, and so would check it. */
const UNCHECKED = '// @ts-nocheck';

/** What the texts of the modules depend on, beside their phase. */
export type ModuleOrigin = Pick<Generated, 'config' | 'sources'>;

/** The texts of the files of one phase, by their extensions. */
export interface ModuleTexts {
  readonly ts: string;
  readonly js: string;
  readonly dts: string;
}

/** The text of each file of one phase. `generator` is the name and version of the program. */
export function moduleTexts(
  { config, sources }: ModuleOrigin,
  { options, variant }: Pick<PhaseBuild, 'options' | 'variant'>,
  generator: string,
): ModuleTexts {
  const seal = { generator, configuration: digest(config) };
  const from = `phase ${options.phase} of ${basename(sources.defconfig)}`;
  const what = `Memory allocator: ${from}`;
  return {
    ts: sealed(seal, [UNLINTED, UNCHECKED], what, variant.source),
    js: sealed(seal, [UNLINTED], what, variant.javascript),
    dts: sealedDeclarations({ config }, from, variant.declarations, generator),
  };
}

/**
 * Declarations with the head of a generated file.
 * @param from what they are of: a phase, and the configuration
 */
export function sealedDeclarations(
  { config }: Pick<ModuleOrigin, 'config'>,
  from: string,
  declarations: string,
  generator: string,
): string {
  const seal = { generator, configuration: digest(config) };
  return sealed(seal, [UNLINTED], `Declarations of the memory allocator: ${from}`, declarations);
}

/** The content of each file of `out/NAME` except the manifest, by its path in that folder. */
export function outputFiles(
  generated: Generated,
  generator: string,
): ReadonlyMap<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>([[CONFIG_FILE, generated.config]]);
  for (const build of generated.builds) {
    const { phase } = build.options;
    const { ts, js, dts } = moduleTexts(generated, build, generator);
    files.set(modulePath(phase, 'ts'), ts);
    files.set(modulePath(phase, 'js'), js);
    files.set(modulePath(phase, 'd.ts'), dts);
    if (build.wasm === undefined) continue;
    const seal = { generator, configuration: digest(generated.config) };
    const from = `phase ${phase} of ${basename(generated.sources.defconfig)}`;
    files.set(modulePath(phase, 'wasm'), build.wasm.wasm);
    files.set(
      modulePath(phase, 'wasm.js'),
      sealed(seal, [UNLINTED], `Loader of malloc.wasm: ${from}`, build.wasm.javascript),
    );
    files.set(
      modulePath(phase, 'wasm.d.ts'),
      sealedDeclarations(generated, from, build.wasm.declarations, generator),
    );
  }
  return files;
}

/** The files as the manifest lists them. */
export function fileManifests(
  files: ReadonlyMap<string, string | Uint8Array>,
): Readonly<Record<string, FileManifest>> {
  return Object.fromEntries(
    [...files].map(([path, content]) => [
      path,
      { bytes: Buffer.byteLength(content), hash: digest(content) },
    ]),
  );
}
