import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** The JavaScript of a TypeScript module and all that it imports, for a thread of its own. */
export function bundleWorker(entry: URL, platform: 'node' | 'browser'): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    format: 'esm',
    platform,
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** A module as the URL that imports it. */
export function dataUrl(javascript: string): string {
  return `data:text/javascript;base64,${Buffer.from(javascript).toString('base64')}`;
}
