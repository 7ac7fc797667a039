import { existsSync } from 'node:fs';
import { join } from 'node:path';

import {
  configure,
  writeConfig,
  type Configuration,
  type Defconfig,
  type Mode,
} from '../../../../generator/kconfig/index.ts';
import { UsageError } from '../../usage-error.ts';
import { readAllConfig } from '../all-config.ts';
import { configPath, readConfigFile, readCurrentConfig, readNamedDefconfig } from '../config-files.ts';
import { findFile } from '../load-tree.ts';
import type { Target, TargetRequest, TargetResult } from '../target.ts';

export const defconfigTarget: Target = {
  takes: ['defconfig', 'output', 'json'],
  run: (request) => plan(request, configure(request.tree, startingPoint(request))),
};

export const olddefconfigTarget: Target = {
  takes: ['output', 'json'],
  run(request) {
    const current = readCurrentConfig(request.config, request, request.host, request.say);
    return plan(request, configure(request.tree, current, { mode: 'olddefconfig' }));
  },
};

export const alldefconfigTarget = allTarget('alldefconfig');
export const allnoconfigTarget = allTarget('allnoconfig');
export const allyesconfigTarget = allTarget('allyesconfig');
export const allmodconfigTarget = allTarget('allmodconfig');

function allTarget(mode: Mode & `all${string}`): Target {
  return {
    takes: ['output', 'json'],
    run(request) {
      const base = readAllConfig(mode, request, request.host);
      return plan(request, configure(request.tree, base, { mode }));
    },
  };
}

/** The result that writes a configuration to `.config`, or where `--output` says. */
export function plan(request: TargetRequest, configuration: Configuration): TargetResult {
  const { host, output, config } = request;
  return {
    files: [
      {
        path: configPath(output ?? config, host),
        text: writeConfig(configuration),
        what: 'configuration',
        isConfig: true,
      },
    ],
    diagnostics: configuration.diagnostics,
  };
}

/** The file of `--defconfig`; without it `arch/$ARCH/defconfig`, as for the C program. */
function startingPoint(request: TargetRequest): Defconfig {
  const { defconfig, host, srctree } = request;
  if (defconfig !== undefined) return readNamedDefconfig(defconfig, request, host);
  const name = join('arch', host.env['ARCH'] ?? '', 'defconfig');
  const path = findFile(name, host.cwd(), srctree);
  if (existsSync(path)) return readConfigFile(path, request);
  throw new UsageError(`--defconfig is missing, and there is no ${name}: name a configuration.`);
}
