import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';

/** What web servers and size-limit use for files compressed ahead of time: the best of each format. */
export const GZIP_LEVEL = constants.Z_BEST_COMPRESSION;
export const BROTLI_QUALITY = constants.BROTLI_MAX_QUALITY;

const gzipOptions = { level: GZIP_LEVEL };
const brotliOptions = (bytes: number) => ({
  params: {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes,
  },
});

/** Bytes of `content` as gzip. */
export function gzipSize(content: Uint8Array): number {
  return gzipSync(content, gzipOptions).byteLength;
}

/** Bytes of `content` as brotli. */
export function brotliSize(content: Uint8Array): number {
  return brotliCompressSync(content, brotliOptions(content.byteLength)).byteLength;
}

const gzipped = promisify<Uint8Array, typeof gzipOptions, Buffer>(gzip);
const brotlied = promisify<Uint8Array, ReturnType<typeof brotliOptions>, Buffer>(brotliCompress);

/** Both sizes, counted on other threads. */
export async function compressedSizes(
  content: Uint8Array,
): Promise<{ readonly gzip: number; readonly brotli: number }> {
  const all = await Promise.all([
    gzipped(content, gzipOptions),
    brotlied(content, brotliOptions(content.byteLength)),
  ]);
  return { gzip: all[0].byteLength, brotli: all[1].byteLength };
}
