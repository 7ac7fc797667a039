import { nodeModule } from '../../files/node.ts';
import { fileSize, namesIn, readText } from '../../files/read-text.ts';
import type { KconfigFiles } from '../reading/files/kconfig-files.ts';

/** The file system of the machine, by Node.js. Relative paths lead from the working directory. */
export const nodeFiles: KconfigFiles = {
  read: readText,
  exists: (path) => nodeModule('node:fs').existsSync(path),
  list: namesIn,
  size: fileSize,
};
