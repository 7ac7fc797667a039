import { build } from 'esbuild';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { sizeOf, type Size } from './size.ts';

/** Something that people would use instead. */
export interface Peer {
  readonly name: string;
  /** Bytes after brotli. */
  readonly brotli: number;
  /** `measured` in this run, or `quoted`: recorded once elsewhere, for want of a build here. */
  readonly from: 'measured' | 'quoted';
}

export const QUOTED: readonly Peer[] = [
  { name: 'C dlmalloc 2.8.6, WebAssembly, -Oz and wasm-opt', brotli: 2521, from: 'quoted' },
  { name: 'the same C, small', brotli: 1409, from: 'quoted' },
  { name: 'walloc, WebAssembly (malloc and free alone)', brotli: 830, from: 'quoted' },
];

/** @thi.ng/malloc, bundled and minified as our variants are. */
async function thiNg(): Promise<Size> {
  const { outputFiles } = await build({
    stdin: { contents: "export { MemPool } from '@thi.ng/malloc';", resolveDir: PACKAGE_ROOT },
    bundle: true,
    minify: true,
    format: 'esm',
    charset: 'utf8',
    legalComments: 'none',
    platform: 'neutral',
    write: false,
  });
  return sizeOf(outputFiles[0]?.text ?? '');
}

export async function peers(): Promise<readonly Peer[]> {
  return [{ name: '@thi.ng/malloc', brotli: (await thiNg()).brotli, from: 'measured' }, ...QUOTED];
}
