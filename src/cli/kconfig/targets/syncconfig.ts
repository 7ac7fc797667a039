import { askNewSymbols, Configuration, findNewSymbols } from '../../../../generator/kconfig/index.ts';
import { UsageError } from '../../usage-error.ts';
import { configPath } from '../config-files.ts';
import type { Target } from '../target.ts';
import { plan } from './configure-targets.ts';
import { locateCurrent } from './current-config.ts';
import { buildFiles, readRequired } from './genconfig.ts';
import { askUser } from './oldconfig.ts';

/**
 * What a build calls: asks about new symbols, then writes `.config` and what genconfig writes. With
 * KCONFIG_NOSILENTUPDATE, a `.config` that is not complete is an error, and it is not written.
 */
export const syncconfigTarget: Target = {
  takes: ['output'],
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
    const asked = await askUser(askNewSymbols, current, request);
    if (!(asked instanceof Configuration)) return asked;
    const { files, diagnostics } = plan({ ...request, output: undefined }, asked);
    return {
      files: [...(isFixed ? [] : files), ...buildFiles(request, asked)],
      diagnostics,
      isSilent: true,
    };
  },
};
