import { resolve } from 'node:path';

import { configure, reduceDefconfig } from '../../../../generator/kconfig/index.ts';
import { readCurrentConfig } from '../config-files.ts';
import type { Target } from '../target.ts';

export const savedefconfigTarget: Target = {
  takes: ['output', 'json'],
  run(request) {
    const { tree, host, output = 'defconfig' } = request;
    const current = readCurrentConfig(request.config, request, host, request.say);
    const configuration = configure(tree, current, { mode: 'olddefconfig' });
    const path = resolve(host.cwd(), output);
    const text = reduceDefconfig(tree, current);
    return {
      files: [{ path, text, what: 'smallest configuration', isConfig: false }],
      diagnostics: configuration.diagnostics,
    };
  },
};
