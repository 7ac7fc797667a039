/**
 * The last step of `npm run build`: what `bin/mallocgen.js` runs, in `dist/bundle/`, from what the
 * TypeScript compiler wrote.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { PACKAGE_ROOT } from '../package-root.ts';
import { bundleCli } from './bundle-cli.ts';
import { writeParsedTemplates } from './parsed-templates.ts';

const finished = join(PACKAGE_ROOT, 'dist/bundle');
const folder = `${finished}.new`;
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await bundleCli(folder);
writeParsedTemplates(join(folder, 'templates.bin'));
writeCodeCache('mallocgen');
writeCodeCache('kconfig', 'kconfig');
// A code cache must never meet another bundle than its own: both come at once.
rmSync(finished, { recursive: true, force: true });
renameSync(folder, finished);

function writeCodeCache(program: string, ...command: readonly string[]): void {
  execFileSync(process.execPath, [
    fileURLToPath(new URL('code-cache.js', import.meta.url)),
    join(folder, `${program}.cjs`),
    join(folder, `${program}-${process.version}-${process.platform}-${process.arch}.cache`),
    ...command,
  ]);
}
