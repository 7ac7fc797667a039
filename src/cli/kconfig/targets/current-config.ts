import type { Defconfig } from '../../../../generator/kconfig/index.ts';
import { locateCurrentConfig, readDotConfig, readListedConfig } from '../config-files.ts';
import type { LocatedConfigurations, LocateRequest, TargetRequest } from '../target.ts';

/** What the targets read that start from `.config`. */
export function locateCurrent({ config, host }: LocateRequest): LocatedConfigurations {
  const path = locateCurrentConfig(config, host);
  return { paths: path === undefined ? [] : [path], start: 'dot-config' };
}

/** Reads it; if there is none, the first default of the tree that exists. */
export function readCurrent(
  request: TargetRequest,
  print: (text: string) => void = () => undefined,
): Defconfig | undefined {
  const [path] = request.configurations;
  return path === undefined ? readListedConfig(request, print) : readDotConfig(path, request);
}
