/**
 * `mallocgen/jest`: a transform for jest, with which tests import configurations.
 */
import { createHash } from 'node:crypto';

import { ImportError } from '../imports/import-error.ts';
import { checkOptions } from '../checked-options.ts';
import { IMPORT_OPTIONS, type ImportOptions } from '../imports/options.ts';
import { packageVersion } from '../package-root.ts';
import { doJobSync } from '../register/do-job-sync.ts';
import type { Job } from '../register/job.ts';

export type { ImportOptions } from '../imports/options.ts';

/** What jest says about the module to transform, as far as it is used here. */
interface TransformRequest {
  readonly config: { readonly rootDir: string };
  readonly supportsStaticESM: boolean;
}

/** A transform as jest uses it. */
export interface JestTransform {
  /** There is nothing of the user's in the result. */
  readonly canInstrument: false;
  getCacheKey(text: string, path: string, request: TransformRequest): string;
  process(text: string, path: string, request: TransformRequest): { readonly code: string };
}

/**
 * What jest calls with the options that its configuration has for this transform.
 * @throws {OptionsError} for options that do not exist
 */
export function createTransformer(options: ImportOptions = {}): JestTransform {
  checkOptions(options, IMPORT_OPTIONS, 'mallocgen/jest');
  const jobFor = (
    id: string,
    { config, supportsStaticESM }: TransformRequest,
  ): Job & { readonly wanted: 'esm' | 'cjs' } => ({
    id,
    options,
    cwd: config.rootDir,
    wanted: supportsStaticESM ? 'esm' : 'cjs',
  });

  return {
    canInstrument: false,
    // Jest keeps what it was given under this key: fragments and Kconfig files count as well.
    getCacheKey(text, path, request) {
      const job = jobFor(path, request);
      const parts = [packageVersion(), job.wanted, path, text, configOf(job)];
      return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
    },
    process: (_text, path, request) => ({
      code: doJobSync({ ...jobFor(path, request), withMap: true }),
    }),
  };
}

/** The configuration that decides what the variant is, or why there is none: that is not kept. */
function configOf(job: Job): string {
  try {
    return doJobSync({ ...job, wanted: 'config' });
  } catch (error) {
    if (error instanceof ImportError) return error.message;
    throw error;
  }
}

export default { createTransformer };
