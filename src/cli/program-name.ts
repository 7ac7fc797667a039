import { basename, dirname, relative, resolve } from 'node:path';

import type { HostProcess } from '../host-process.ts';

/** How a user calls this program, for command lines to be pasted: `npx mallocgen` in a project. */
export function programName({ argv, env, cwd }: HostProcess): string {
  const script = argv[1] ?? '';
  if (script.endsWith('bin/mallocgen.js')) {
    const way = relative(cwd(), resolve(script));
    if (!way.startsWith('..') && !way.startsWith('node_modules')) return `node ${way}`;
  }
  const isLocal = basename(dirname(script)) === '.bin' || script.includes('node_modules');
  return isLocal || env['npm_command'] !== undefined ? 'npx mallocgen' : 'mallocgen';
}
