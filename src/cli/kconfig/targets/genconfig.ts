import { resolve } from 'node:path';

import {
  configure,
  writeAutoConf,
  writeHeader,
  writeRustcCfg,
  type Configuration,
  type Defconfig,
} from '../../../../generator/kconfig/index.ts';
import { UsageError } from '../../usage-error.ts';
import { configPath } from '../config-files.ts';
import type { PlannedFile, Target, TargetRequest } from '../target.ts';
import { locateCurrent, readCurrent } from './current-config.ts';

/** Where C's syncconfig writes, below the current folder, unless the environment says otherwise. */
const AUTO_CONF = 'include/config/auto.conf';
const RUSTC_CFG = 'include/generated/rustc_cfg';
const HEADER = 'include/generated/autoconf.h';
const BUSYBOX_HEADER = 'include/autoconf.h';

export const genconfigTarget: Target = {
  takes: ['output', 'json'],
  locate: locateCurrent,
  run(request) {
    const current = readRequired(request);
    const configuration = configure(request.tree, current, { mode: 'olddefconfig' });
    return { files: buildFiles(request, configuration), diagnostics: configuration.diagnostics };
  },
};

/** The `.config`. Throws {@link UsageError} if there is none. */
export function readRequired(request: TargetRequest): Defconfig {
  const current = readCurrent(request);
  if (current) return current;
  throw new UsageError(
    `${configPath(request.config, request.host)}: there is no such file. Make one with another target first.`,
  );
}

/** What a build reads of a configuration. */
export function buildFiles(
  { host, output = '.' }: TargetRequest,
  configuration: Configuration,
): readonly PlannedFile[] {
  const { env } = host;
  const { dialect } = configuration.tree;
  const path = (name: string): string => resolve(host.cwd(), output, name);
  const options = { negatives: env['KCONFIG_NEGATIVES'] !== undefined };
  return [
    {
      path: path(env['KCONFIG_AUTOHEADER'] || (dialect.namesBusybox ? BUSYBOX_HEADER : HEADER)),
      text: writeHeader(configuration, options),
      what: 'header',
      isConfig: false,
    },
    ...(dialect.hasRustcCfg
      ? [
          {
            path: path(env['KCONFIG_RUSTCCFG'] || RUSTC_CFG),
            text: writeRustcCfg(configuration),
            what: 'options of rustc',
            isConfig: false,
          },
        ]
      : []),
    // The last one: make takes it as the sign that all files are there.
    {
      path: path(env['KCONFIG_AUTOCONFIG'] || AUTO_CONF),
      text: writeAutoConf(configuration, options),
      what: 'make variables',
      isConfig: false,
    },
  ];
}
