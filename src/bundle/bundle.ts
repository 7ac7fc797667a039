/**
 * The last step of `npm run build`: what `bin/mallocgen.js` runs and what programs import, in
 * `dist/bundle/`, from what the TypeScript compiler wrote.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { MallocgenError } from '../../generator/error.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { writeBuiltFrom } from './built-from.ts';
import { bundleCli } from './bundle-cli.ts';
import { bundleLibraries } from './bundle-libraries.ts';
import { checkTemplates } from './check-templates.ts';
import { licenceTexts } from './licences.ts';
import { writeParsedTemplates } from './parsed-templates.ts';
import { writeReadyMade } from './ready-made.ts';
import { removeDeclarations } from './remove-declarations.ts';
import { removeSourceMaps } from './remove-source-maps.ts';

const finished = join(PACKAGE_ROOT, 'dist/bundle');
const folder = `${finished}.new`;
const previous = `${finished}.old`;

async function build(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const inputs = [...(await bundleCli(folder)), ...(await bundleLibraries(folder))];
  writeFileSync(join(folder, 'LICENCES.txt'), licenceTexts(inputs));
  const templates = writeParsedTemplates(join(folder, 'templates.bin'));
  checkTemplates(templates);
  await writeReadyMade(join(folder, 'variants'), templates);
  writeBuiltFrom(join(folder, 'built-from.json'), inputs);
  rmSync(previous, { recursive: true, force: true });
  if (existsSync(finished)) renameSync(finished, previous);
  renameSync(folder, finished);
  rmSync(previous, { recursive: true, force: true });
  removeSourceMaps(join(PACKAGE_ROOT, 'dist'));
  removeDeclarations(join(PACKAGE_ROOT, 'dist'), declarationsOfExports());
}

function declarationsOfExports(): readonly string[] {
  const { exports } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, { readonly types: string } | string>>;
  };
  return Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [] : [join(PACKAGE_ROOT, entry.types)],
  );
}

try {
  await build();
} catch (error) {
  rmSync(folder, { recursive: true, force: true });
  if (!(error instanceof MallocgenError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
