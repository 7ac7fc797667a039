import { basename } from 'node:path';

import { PHASES, type Phase } from '../options/index.ts';
import { digest } from './digest.ts';
import type { Generated } from './generated.ts';
import type { FileManifest } from './manifest.ts';
import { sealed } from './seal.ts';

export const CONFIG_FILE = '.config';
export const MANIFEST_FILE = 'manifest.json';

const EXTENSIONS = ['ts', 'js', 'd.ts'] as const;

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

/** The text of each file of `out/NAME` except the manifest, by its path in that folder. */
export function outputFiles(generated: Generated, generator: string): ReadonlyMap<string, string> {
  const files = new Map([[CONFIG_FILE, generated.config]]);
  const seal = { generator, configuration: digest(generated.config) };
  for (const { options, variant } of generated.builds) {
    const from = `phase ${options.phase} of ${basename(generated.sources.defconfig)}`;
    const what = `Memory allocator: ${from}`;
    const { phase } = options;
    files.set(modulePath(phase, 'ts'), sealed(seal, [UNLINTED, UNCHECKED], what, variant.source));
    files.set(modulePath(phase, 'js'), sealed(seal, [UNLINTED], what, variant.javascript));
    files.set(
      modulePath(phase, 'd.ts'),
      sealed(
        seal,
        [UNLINTED],
        `Declarations of the memory allocator: ${from}`,
        variant.declarations,
      ),
    );
  }
  return files;
}

/** The files as the manifest lists them. */
export function fileManifests(
  files: ReadonlyMap<string, string>,
): Readonly<Record<string, FileManifest>> {
  return Object.fromEntries(
    [...files].map(([path, text]) => [
      path,
      { bytes: Buffer.byteLength(text), hash: digest(text) },
    ]),
  );
}
