import { resolve } from 'node:path';

import { configure, reduceDefconfig } from '../../../../generator/kconfig/index.ts';
import type { Target } from '../target.ts';
import { locateCurrent, readCurrent } from './current-config.ts';

export const savedefconfigTarget: Target = {
  takes: ['output', 'json'],
  locate: locateCurrent,
  run(request) {
    const { tree, host, output = 'defconfig' } = request;
    const current = readCurrent(request, request.print);
    const configuration = configure(tree, current, { mode: 'olddefconfig' });
    const path = resolve(host.cwd(), output);
    const text = reduceDefconfig(tree, current);
    return {
      files: [{ path, text, what: 'smallest configuration', isConfig: false }],
      diagnostics: configuration.diagnostics,
    };
  },
};
