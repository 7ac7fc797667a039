/** The sizes of one variant as its users ship it: bundled and minified to one ES module. */
export interface SizeReport {
  /** Bytes of the minified bundle. */
  readonly raw: number;
  /** Bytes of the bundle after gzip, level {@link GZIP_LEVEL}. */
  readonly gzip: number;
  /** Bytes of the bundle after brotli, quality {@link BROTLI_QUALITY}. */
  readonly brotli: number;
  /** Bytes of allocator state that the variant keeps in the memory it manages, not in its code. */
  readonly staticData: number;
  /** The largest function first, {@link MODULE} last. The bytes add up to `raw`. */
  readonly functions: readonly FunctionSize[];
}

export interface FunctionSize {
  /** The name in the variant, not the minified one. */
  readonly name: string;
  /** Bytes of the declaration in the minified bundle, without functions declared inside it. */
  readonly bytes: number;
}

/** In {@link SizeReport.functions}, the name of the bytes outside any function. */
export const MODULE = '(module)';
