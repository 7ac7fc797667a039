/**
 * The sizes of a variant. esbuild bundles and minifies a program that imports the measured names from it;
 * nothing is subtracted from the result.
 */
import { bundle, bundleText } from './bundle.ts';
import { brotliSize, compressedSizes, gzipSize } from './compress.ts';
import { functionSizes } from './function-sizes.ts';
import type { SizeReport } from './size-report.ts';
import { staticDataSize } from './static-data.ts';

export { BROTLI_QUALITY, compressedSizes, GZIP_LEVEL } from './compress.ts';
export { staticDataSize } from './static-data.ts';
export { unusualFormats, type Format } from './compressors.ts';
export { MINIFIER } from './minifier.ts';
export { MeasureError } from './measure-error.ts';
export { MODULE, type FunctionSize, type SizeReport } from './size-report.ts';

/** A module, and the names that the measured program imports from it. */
export interface Measurable {
  readonly javascript: string;
  readonly measured: readonly string[];
}

/** Measures one variant. Throws {@link MeasureError} when esbuild cannot bundle it. */
export async function measure({ javascript, measured }: Measurable): Promise<SizeReport> {
  const minified = await bundle(javascript, measured);
  const content = Buffer.from(minified.text);
  return {
    raw: content.byteLength,
    gzip: gzipSize(content),
    brotli: brotliSize(content),
    staticData: await staticDataSize(javascript),
    functions: await functionSizes(minified, javascript),
  };
}

/** The bytes of {@link measure}, without those of each function: the program waits less for them. */
export async function weigh({
  javascript,
  measured,
}: Measurable): Promise<Omit<SizeReport, 'functions'>> {
  const content = Buffer.from(await bundleText(javascript, measured));
  const [sizes, staticData] = await Promise.all([
    compressedSizes(content),
    staticDataSize(javascript),
  ]);
  return { raw: content.byteLength, ...sizes, staticData };
}
