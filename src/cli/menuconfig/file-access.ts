import { join, resolve } from 'node:path';

import { decodeBytes } from '../../../generator/kconfig/index.ts';
import type { FileAccess } from '../../menuconfig/files/edited-files.ts';
import type { CommandHost } from '../command-host.ts';
import { readInput } from '../read-input.ts';
import { fileKind } from '../inputs/file-kind.ts';
import { saveOrAdvise } from '../kconfig/save-or-advise.ts';
import { refusePackage } from '../refuse-package.ts';
import { relativePaths } from '../relative-paths.ts';
import { UsageError } from '../usage-error.ts';

/** Files below the current folder, as `mallocgen kconfig` writes them. */
export function fileAccess(host: CommandHost): FileAccess {
  const cwd = host.cwd();
  return {
    read: (path) => {
      const absolute = resolve(cwd, path);
      return fileKind(absolute) === 'file' ? decodeBytes(readInput(absolute)) : undefined;
    },
    save: (path, text, format) => {
      const absolute = resolve(cwd, path);
      if (fileKind(absolute) === 'folder') {
        throw new UsageError(
          `${path} is a folder: type the name of a file, such as ${join(path, '.config')}.`,
        );
      }
      refusePackage(absolute, cwd, 'Name a file of your own.');
      const isFull = format === 'full';
      const inPlace = Boolean(host.env['KCONFIG_OVERWRITECONFIG']);
      const options = { keepOld: isFull, inPlace };
      const written = saveOrAdvise(absolute, text, options, 'Type the name of another file.');
      return relativePaths(written, cwd);
    },
  };
}
