import { nodeModule } from './node.ts';

/** The folder that `bin/code-cache.js` uses, too: `mallocgen` where the user's system keeps such things. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  const { isAbsolute, join } = nodeModule('node:path');
  const { LOCALAPPDATA, XDG_CACHE_HOME } = env;
  if (XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME))
    return join(XDG_CACHE_HOME, 'mallocgen');
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'mallocgen', 'Cache');
  const inHome = process.platform === 'darwin' ? ['Library', 'Caches'] : ['.cache'];
  return join(nodeModule('node:os').homedir(), ...inHome, 'mallocgen');
}

/**
 * Makes the folder if it is missing. Below /proc, mkdir() with `recursive` does not end.
 * @throws what Node.js throws if it cannot be made
 */
export function makeCacheFolder(folder: string): void {
  const { existsSync, mkdirSync } = nodeModule('node:fs');
  for (const path of [nodeModule('node:path').dirname(folder), folder]) {
    if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
  }
}

/** Whether nobody else can put files there. */
export function isOwn(folder: string): boolean {
  if (process.getuid === undefined) return true;
  const { mode, uid } = nodeModule('node:fs').statSync(folder);
  return uid === process.getuid() && (mode & 0o022) === 0;
}
