import type { UnpluginOptions } from 'unplugin';

import type { PluginWork } from '../plugin-work.ts';
import { loadHook } from './host.ts';
import { problemWithFrame } from '../../imports/import-error.ts';
import { placedError } from './placed-error.ts';

/** What a plugin gets to know of the configuration of Farm, as far as it is used here. */
interface FarmConfig {
  readonly root?: string;
  readonly compilation?: { readonly mode?: string };
}

/** The plugin of Farm. */
export function farmPlugin(work: PluginWork): Partial<UnpluginOptions> {
  let cwd = process.cwd();
  let isDevelopment = false;
  return {
    load: loadHook(work, {
      activity: () => ({ cwd, isDevelopment }),
      // Farm's own `warn` takes a text, and unplugin gives it an error.
      warn: (_context, problem) => console.warn(problemWithFrame(problem)),
      fail(_context, problems) {
        throw placedError(problems);
      },
    }),
    async buildEnd() {
      if (isDevelopment) return;
      for (const line of await work.sizeLines()) console.info(line);
    },
    farm: {
      configResolved({ root, compilation }: FarmConfig) {
        cwd = root ?? cwd;
        isDevelopment = compilation?.mode === 'development';
      },
    } as object,
  };
}
