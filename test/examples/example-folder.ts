import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { PACKAGE_ROOT } from '../../src/package-root.ts';

/**
 * Copies an example to a folder like a clone of mallocgen, in which the given packages are installed.
 * @returns the folder; the example is in `examples/NAME` below it
 */
export function copyExample(name: string, packages: readonly string[]): string {
  const cwd = mkdtempSync(join(tmpdir(), `${name}-`));
  const example = join('examples', name);
  cpSync(join(PACKAGE_ROOT, example), join(cwd, example), {
    recursive: true,
    filter: (path) => !/\/(?:dist|node_modules|out)$|\.wasm$/.test(path),
  });
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  for (const each of ['mallocgen', ...packages]) {
    const to = join(cwd, 'node_modules', each);
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(each === 'mallocgen' ? PACKAGE_ROOT : join(PACKAGE_ROOT, 'node_modules', each), to);
  }
  return cwd;
}

/** The texts of all blocks of a language in the README of an example. */
export function readmeBlocks(name: string, language: string): readonly string[] {
  const readme = readFileSync(join(PACKAGE_ROOT, 'examples', name, 'README.md'), 'utf8');
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(
    ([, text = '']) => text,
  );
}
