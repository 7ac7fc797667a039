/** Writes what was generated from one configuration to its folder, `out/NAME`. */
import { join } from 'node:path';

import type { Generated } from './generated.ts';
import { manifest, type Manifest } from './manifest.ts';
import { fileManifests, MANIFEST_FILE, OUTPUT_PATHS, outputFiles } from './output-files.ts';
import { replaceFolder } from './replace-folder.ts';

export type { Generated, PhaseBuild } from './generated.ts';
export {
  MANIFEST_SCHEMA,
  type FileManifest,
  type Manifest,
  type PhaseManifest,
} from './manifest.ts';
export {
  moduleTexts,
  sealedDeclarations,
  type ModuleOrigin,
  type ModuleTexts,
} from './output-files.ts';
export { readSeal } from './seal.ts';
export { writeFileWhole } from './write-file-whole.ts';
export { OutputError } from './output-error.ts';
export { PassTraceFiles } from './pass-trace-files.ts';
export { configurationName, isConfigurationName } from './configuration-name.ts';
export { outputName, type OutputName } from './output-name.ts';

/** What was written, and where. */
export interface Output {
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * Writes `.config`, `manifest.json` and the modules of each phase to the folder NAME inside `out`,
 * in the place of what it held before. `generator` is the name and version to put in the manifest.
 * Throws {@link OutputError}, and then what was there before is still there.
 */
export function writeOutput(out: string, generated: Generated, generator: string): Output {
  const folder = join(out, generated.name);
  const files = outputFiles(generated, generator);
  const content = manifest(generated, fileManifests(files), generator, folder);
  const all = new Map([...files, [MANIFEST_FILE, `${JSON.stringify(content, null, 2)}\n`]]);
  replaceFolder(folder, all, OUTPUT_PATHS);
  return { folder, manifest: content };
}
export { sourceMapBetween, type SourceMap } from './source-map.ts';
export { templatesDigest } from './templates-digest.ts';
export type { Sources } from './sources.ts';
export { verifyOutput, type Finding, type Verification } from './verify.ts';
