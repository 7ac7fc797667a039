import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { cacheFolder } from '../../../generator/files/cache-folder.ts';
import type { KconfigTree } from '../../../generator/kconfig/index.ts';
import { openPricer, type MeasurerRequest, type Pricer } from '../../../generator/price/index.ts';
import type { WasmRequest } from '../../../generator/wasm/index.ts';
import type { HostProcess } from '../../host-process.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import { PARSED_TEMPLATES } from '../parsed-templates.ts';

/**
 * How the program measures: in threads, with what it measures kept in the user's cache folder. Where it
 * runs unbundled, there is no thread that is sure to be of the same sources, so it works in this one.
 */
export function ownMeasuring({ env }: Pick<HostProcess, 'env'>, jobs: number): MeasurerRequest {
  const templates = join(PACKAGE_ROOT, 'templates');
  if (!existsSync(PARSED_TEMPLATES)) return { templates };
  return {
    templates,
    parsedTemplates: PARSED_TEMPLATES,
    thread: join(PACKAGE_ROOT, 'dist/bundle/price-thread.cjs'),
    cacheFolder: cacheFolder(env),
    jobs,
  };
}

/**
 * A pricer for the configurations of a tree.
 * @param worksHere whether the program waits for prices and does nothing else
 * @param wasm counts the bytes of malloc.wasm, made so; without it, those of malloc.js
 */
export function ownPricer(
  tree: KconfigTree,
  host: Pick<HostProcess, 'env'>,
  jobs: number,
  worksHere: boolean,
  wasm?: WasmRequest,
): Pricer {
  return openPricer({ tree, wasm, ...ownMeasuring(host, jobs), worksHere });
}
