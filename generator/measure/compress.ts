import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** What web servers and size-limit use for files compressed ahead of time: the best of each format. */
export const GZIP_LEVEL = constants.Z_BEST_COMPRESSION;
export const BROTLI_QUALITY = constants.BROTLI_MAX_QUALITY;

/** Bytes of `content` as gzip. */
export function gzipSize(content: Uint8Array): number {
  return gzipSync(content, { level: GZIP_LEVEL }).byteLength;
}

/** Bytes of `content` as brotli. */
export function brotliSize(content: Uint8Array): number {
  return brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.byteLength,
    },
  }).byteLength;
}
