import { existsSync } from 'node:fs';
import { join } from 'node:path';

import {
  configure,
  findDialect,
  writeConfig,
  type Configuration,
  type Defconfig,
  type Mode,
} from '../../../../generator/kconfig/index.ts';
import { PACKAGE_ROOT } from '../../../package-root.ts';
import { locateConfiguration, notesOn } from '../../inputs/locate-configuration.ts';
import { isInside } from '../../inputs/tree-location.ts';
import { UsageError } from '../../usage-error.ts';
import { locateAllConfig } from '../all-config.ts';
import { configPath, findFile, readConfigFile, readDotConfig } from '../config-files.ts';
import type {
  LocatedConfigurations,
  LocateRequest,
  Target,
  TargetRequest,
  TargetResult,
} from '../target.ts';
import { locateCurrent, readCurrent } from './current-config.ts';

export const defconfigTarget: Target = {
  takes: ['defconfig', 'output', 'json'],
  locate: locateStart,
  run(request) {
    const [path = ''] = request.configurations;
    return plan(request, configure(request.tree, readConfigFile(path, request)));
  },
};

export const olddefconfigTarget = updatingTarget('olddefconfig');
export const yes2modconfigTarget = updatingTarget('yes2modconfig');
export const mod2yesconfigTarget = updatingTarget('mod2yesconfig');
export const mod2noconfigTarget = updatingTarget('mod2noconfig');

function updatingTarget(mode: Mode): Target {
  return {
    takes: ['output', 'json'],
    locate: locateCurrent,
    run(request) {
      const current = readCurrent(request, request.print);
      return plan(request, configure(request.tree, current, { mode }));
    },
  };
}

export const alldefconfigTarget = allTarget('alldefconfig');
export const allnoconfigTarget = allTarget('allnoconfig');
export const allyesconfigTarget = allTarget('allyesconfig');
export const allmodconfigTarget = allTarget('allmodconfig');

function allTarget(mode: Mode & `all${string}`): Target {
  return {
    takes: ['output', 'json'],
    locate: (request) => locateFixed(mode, request),
    run: (request) => plan(request, configure(request.tree, readFixed(request), { mode })),
  };
}

/** The file of KCONFIG_ALLCONFIG, if it is set; in dialects that have none, `.config`. */
export function locateFixed(
  target: string,
  request: LocateRequest,
): LocatedConfigurations | undefined {
  const { location, host } = request;
  if (findDialect(location.dialect).startsFromConfig) return locateCurrent(request);
  const path = locateAllConfig(target, location, host);
  return path === undefined ? undefined : { paths: [path] };
}

/** The values of that file. */
export function readFixed(request: TargetRequest): Defconfig | undefined {
  if (request.tree.dialect.startsFromConfig) return readCurrent(request, request.print);
  const [path] = request.configurations;
  return path === undefined ? undefined : readDotConfig(path, request);
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

/** The file of `--defconfig`; without it `arch/$ARCH/defconfig`, as in the C program. */
function locateStart({
  defconfig,
  host,
  location,
  folders,
}: LocateRequest): LocatedConfigurations {
  if (defconfig !== undefined) {
    const { path, others } = locateConfiguration(defconfig, folders);
    const notes = notesOn(defconfig, others);
    // A name alone may lead to a configuration of ours, which says nothing about another tree.
    const isStray = isInside(path, PACKAGE_ROOT) && !location.isOurs;
    return { paths: [path], notes, ...(isStray && { start: 'defconfig' }) };
  }
  const name = join('arch', host.env['ARCH'] ?? '', 'defconfig');
  const path = findFile(name, location);
  if (existsSync(path)) return { paths: [path] };
  throw new UsageError(`--defconfig is missing, and there is no ${name}: name a configuration.`);
}
