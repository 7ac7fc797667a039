import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PACKAGE_ROOT } from '../package-root.ts';

/** The folder of the package in whose `node_modules` folder a file lies. */
const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

/**
 * The licences of the packages that some of the files belong to, each under the package's name and
 * version. Throws where a package has none: it could not be passed on.
 *
 * @param files paths from the root of this package.
 */
export function licenceTexts(files: readonly string[]): string {
  const folders = new Set(files.flatMap((file) => PACKAGE_FOLDER.exec(file)?.[0] ?? []));
  // A package may be there several times, below others.
  const texts = new Map([...folders].map((folder) => [title(folder), licence(folder)]));
  return [...texts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `${name}\n\n${text.trim()}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function title(folder: string): string {
  const text = readFileSync(join(PACKAGE_ROOT, folder, 'package.json'), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return `${name} ${version}`;
}

function licence(folder: string): string {
  const path = join(PACKAGE_ROOT, folder);
  const name = readdirSync(path).find((file) => /^licen[cs]e/i.test(file));
  if (name === undefined) throw new Error(`${folder} has no licence file: do not bundle it`);
  return readFileSync(join(path, name), 'utf8');
}
