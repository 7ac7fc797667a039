import { declarationFiles } from '../../generator/declarations/declaration-files.ts';
import type { Diagnostic } from '../../generator/kconfig/index.ts';
import { packageVersion } from '../package-root.ts';
import { checkRequest, CONFIGURATION_KINDS } from './check.ts';
import { locateRequest, type ConfigurationOptions } from './request.ts';

/** The declarations that TypeScript needs for imports of a configuration. */
export interface Declarations {
  /** The texts of the files, by absolute path: `heap.d.defconfig.ts` beside `heap.defconfig`. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths of files that an earlier state of the configuration may have left, and that must not exist. */
  readonly unwanted: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

/**
 * Makes the declarations for imports of a configuration, as `mallocgen types` writes them, and writes
 * nothing.
 * @throws {MallocgenError} when an input is at fault
 */
export async function declarations(options: ConfigurationOptions): Promise<Declarations> {
  checkRequest(options, CONFIGURATION_KINDS, 'declarations()');
  const { request } = locateRequest(options, undefined);
  return await declarationFiles(request, `mallocgen ${packageVersion()}`);
}
