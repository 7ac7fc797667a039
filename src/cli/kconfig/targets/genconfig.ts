import { resolve } from 'node:path';

import { configure, writeAutoConf, writeHeader } from '../../../../generator/kconfig/index.ts';
import { UsageError } from '../../usage-error.ts';
import { configPath } from '../config-files.ts';
import type { Target } from '../target.ts';
import { locateCurrent, readCurrent } from './current-config.ts';

/** Where C's syncconfig writes, below the current folder, unless the environment says otherwise. */
const AUTO_CONF = 'include/config/auto.conf';
const HEADER = 'include/generated/autoconf.h';

export const genconfigTarget: Target = {
  takes: ['output', 'json'],
  locate: locateCurrent,
  run(request) {
    const { tree, host, output = '.' } = request;
    const { env } = host;
    const current = readCurrent(request);
    if (!current) {
      throw new UsageError(
        `${configPath(request.config, host)}: there is no such file. Make one with another target first.`,
      );
    }
    const configuration = configure(tree, current, { mode: 'olddefconfig' });
    const path = (name: string): string => resolve(host.cwd(), output, name);
    return {
      files: [
        {
          path: path(env['KCONFIG_AUTOHEADER'] || HEADER),
          text: writeHeader(configuration),
          what: 'header',
          isConfig: false,
        },
        // The last one: make takes it as the sign that all files are there.
        {
          path: path(env['KCONFIG_AUTOCONFIG'] || AUTO_CONF),
          text: writeAutoConf(configuration),
          what: 'make variables',
          isConfig: false,
        },
      ],
      diagnostics: configuration.diagnostics,
    };
  },
};
