import type { SizeReport } from '../measure/index.ts';

/**
 * Bytes of a program: of its minified bundle as it is, after gzip and after brotli, and of the static
 * data in its heap; or the difference of two programs in each of these.
 */
export type Bytes = Omit<SizeReport, 'functions'>;

/** What `after` has more than `before`, which is negative if it has less. */
export function difference(after: Bytes, before: Bytes): Bytes {
  return {
    raw: after.raw - before.raw,
    gzip: after.gzip - before.gzip,
    brotli: after.brotli - before.brotli,
    staticData: after.staticData - before.staticData,
  };
}
