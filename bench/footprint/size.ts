import { brotliSize } from '../../generator/measure/compress.ts';

export interface Size {
  /** Bytes of the minified module. */
  readonly raw: number;
  /** The same after brotli, quality 11. */
  readonly brotli: number;
}

export function sizeOf(text: string): Size {
  const content = Buffer.from(text);
  return { raw: content.byteLength, brotli: brotliSize(content) };
}
