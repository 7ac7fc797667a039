/**
 * Writes V8's code cache of a bundled program: `node code-cache.js BUNDLE CACHE [COMMAND]`. The program
 * may be for one command alone.
 *
 * The cache holds what V8 has compiled by the time that it is asked for it, so the commands that
 * people wait for are run first, on the package's own tree, without writing anything they can keep.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

import type { run } from '../cli/run.ts';
import type { HostProcess } from '../cli/host-process.ts';

const COMMANDS: readonly (readonly string[])[] = [
  ['--help'],
  ['--version'],
  ['--defconfig', 'sandbox_vpl_defconfig'],
  ['kconfig', 'defconfig', '--defconfig', 'sandbox_vpl_defconfig'],
  ['why', 'SYS_MALLOC_F_LEN', '--defconfig', 'sandbox_defconfig'],
];

// Else the garbage collector would throw away what ran once, at the start.
setFlagsFromString('--no-flush-bytecode');
const [bundle = '', cache = '', only] = process.argv.slice(2);
// The name goes into the cache, and from there into stacks: it must not tell where the package was built.
const program = Module.wrap(readFileSync(bundle, 'latin1'));
const script = new Script(program, { filename: basename(bundle) });
const loaded = { exports: {} as { run: typeof run } };
script.runInThisContext()(loaded.exports, createRequire(bundle), loaded, bundle, dirname(bundle));

const folder = mkdtempSync(join(tmpdir(), 'mallocgen-code-cache-'));
try {
  for (const command of COMMANDS) {
    if (only !== undefined && command[0] !== only) continue;
    let messages = '';
    const host: HostProcess = {
      argv: [process.execPath, 'mallocgen', ...command],
      env: { CI: '1' },
      stdin: process.stdin,
      stdout: { write: () => true },
      stderr: { write: (text) => (messages += text) },
      cwd: () => folder,
    };
    const code = await loaded.exports.run(host);
    if (code !== 0) throw new Error(`mallocgen ${command.join(' ')}: ${messages}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
// V8 takes a cache only under the flags that it was made with.
setFlagsFromString('--flush-bytecode');
writeFileSync(cache, script.createCachedData());
