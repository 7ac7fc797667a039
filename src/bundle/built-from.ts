import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PACKAGE_ROOT } from '../package-root.ts';

/** A module that TypeScript wrote, and so the source that it wrote it from. */
const OUTPUT = /^dist\/(.+)\.js$/;

/**
 * Writes down which sources the bundles are made from, for `bin/refuse-stale.js`.
 * @param inputs what went into the bundles: paths from the root of this package
 */
export function writeBuiltFrom(path: string, inputs: readonly string[]): void {
  const sources = new Set(inputs.flatMap((input) => OUTPUT.exec(input)?.[1] ?? []));
  const hashes = [...sources].toSorted().map((source) => {
    const file = `${source}.ts`;
    const content = readFileSync(join(PACKAGE_ROOT, file));
    return [file, createHash('sha256').update(content).digest('hex')];
  });
  writeFileSync(path, `${JSON.stringify(Object.fromEntries(hashes))}\n`);
}
