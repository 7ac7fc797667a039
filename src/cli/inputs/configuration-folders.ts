import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { isConfigurationName } from '../../../generator/output/configuration-name.ts';
import type { Surroundings } from '../../host-process.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import { UsageError } from '../usage-error.ts';
import { fileKind } from './file-kind.ts';
import { onCommandLine, type ShownOption } from './shown-option.ts';
import type { TreeLocation } from './tree-location.ts';

/** Where a command looks for the configurations that a user names. */
export interface ConfigurationFolders {
  readonly cwd: string;
  /** Where paths are looked up that are not below `cwd`: the folder of a tree that is not ours. */
  readonly srctree: string | undefined;
  /** Where names are looked up, in order: the folder of `--configs`, or those that stand for it. */
  readonly configs: readonly string[];
}

/** The folder of mallocgen's own configurations. */
export const OWN_CONFIGS = join(PACKAGE_ROOT, 'configs');

/**
 * The folders in which a command looks for configurations. Without `--configs`, names are those of
 * `./configs` where it holds configurations, of `configs` in the tree's folder, and of mallocgen.
 * @throws {UsageError} when there is no folder `--configs`
 */
export function configurationFolders(
  { configs }: { readonly configs?: string | undefined },
  { srctree, isOurs }: Pick<TreeLocation, 'srctree' | 'isOurs'>,
  host: Surroundings,
  shown: ShownOption = onCommandLine,
): ConfigurationFolders {
  const cwd = host.cwd();
  const rest = { cwd, srctree: isOurs ? undefined : srctree };
  if (configs !== undefined) {
    const folder = resolve(cwd, configs);
    if (fileKind(folder) !== 'folder') {
      throw new UsageError(
        `${shown('configs', configs)}: there is no such folder. Correct the path.`,
      );
    }
    return { ...rest, configs: [folder] };
  }
  const ofProject = [cwd, ...(isOurs ? [] : [srctree])].map((folder) => join(folder, 'configs'));
  const holding = ofProject.filter(hasConfigurations);
  return { ...rest, configs: [...new Set([...holding, OWN_CONFIGS])] };
}

function hasConfigurations(folder: string): boolean {
  return fileKind(folder) === 'folder' && readdirSync(folder).some(isConfigurationName);
}

/** The file names of the configurations in a folder, sorted; none if the folder is missing. */
export function configurationsIn(folder: string): readonly string[] {
  if (fileKind(folder) !== 'folder') return [];
  return readdirSync(folder).filter(isConfigurationName).toSorted();
}
