import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import {
  askForBuild,
  changedStamps,
  Configuration,
  decodeBytes,
  findNewSymbols,
  type KconfigTree,
} from '../../../../generator/kconfig/index.ts';
import { readInput } from '../../read-input.ts';
import { UsageError } from '../../usage-error.ts';
import { configPath } from '../config-files.ts';
import type { PlannedFile, Target } from '../target.ts';
import { plan } from './configure-targets.ts';
import { locateCurrent } from './current-config.ts';
import { buildFiles, readRequired } from './genconfig.ts';
import { askUser } from './oldconfig.ts';

/** Adds the stamps of what has changed, before `auto.conf`, which is the last of the files. */
function withStamps(files: readonly PlannedFile[], tree: KconfigTree): readonly PlannedFile[] {
  const autoConf = files.at(-1)!;
  const before = existsSync(autoConf.path) ? decodeBytes(readInput(autoConf.path)) : undefined;
  const stamps = changedStamps(before, autoConf.text, tree).map((name) => ({
    path: join(dirname(autoConf.path), name),
    text: '',
    what: 'stamp',
    isConfig: false,
  }));
  return [...files.slice(0, -1), ...stamps, autoConf];
}

/** `.config` stays where it is: `--output` names the folder of the files for the build. */
function stay(file: PlannedFile): PlannedFile {
  return { ...file, isFixed: true };
}

/**
 * What a build calls: asks about new symbols, then writes `.config` and what genconfig writes, and touches
 * the stamps of the symbols that have changed. With
 * KCONFIG_NOSILENTUPDATE, a `.config` that is not complete is an error, and it is not written.
 */
export const syncconfigTarget: Target = {
  takes: ['output'],
  talks: true,
  locate: locateCurrent,
  async run(request) {
    const { tree, host } = request;
    const current = readRequired(request);
    const isFixed = Boolean(host.env['KCONFIG_NOSILENTUPDATE']);
    if (isFixed && !findNewSymbols(tree, current).isUpToDate) {
      throw new UsageError(
        `${configPath(request.config, host)} is not up to date, and KCONFIG_NOSILENTUPDATE is set. Bring it up to date with oldconfig or olddefconfig first.`,
      );
    }
    const asked = await askUser(askForBuild, current, request);
    if (!(asked instanceof Configuration)) return asked;
    const { files, diagnostics } = plan({ ...request, output: undefined }, asked);
    return {
      files: [...(isFixed ? [] : files.map(stay)), ...withStamps(buildFiles(request, asked), tree)],
      diagnostics,
      isSilent: true,
    };
  },
};
