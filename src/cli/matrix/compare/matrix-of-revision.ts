import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { MatrixError, type Matrix } from '../../../../generator/matrix/index.ts';
import { PACKAGE_ROOT } from '../../../package-root.ts';
import type { CommandHost } from '../../command-host.ts';
import { OWN_CONFIGS } from '../../inputs/configuration-folders.ts';
import { wasmOptions, wasmRequest } from '../../inputs/wasm-request.ts';
import { optionWords } from '../../shell-words.ts';
import { isInside } from '../../inputs/tree-location.ts';
import { progressOn } from '../../progress.ts';
import type { MatrixArguments } from '../arguments.ts';
import type { LocatedMatrix } from '../configurations.ts';
import { matrixOfOwnRevision } from './own-revision.ts';
import { matrixOfProject } from './project-revision.ts';

/**
 * The matrix at another revision, to compare with: of the user's project or, in a clone of mallocgen with
 * its own configurations, of mallocgen.
 * @throws {MatrixError} when there is no such revision, or nothing of the user's to compare
 */
export async function matrixOfRevision(
  revision: string,
  { tree, folders }: LocatedMatrix,
  args: MatrixArguments,
  host: CommandHost,
): Promise<Matrix> {
  const { phase = [], jobs } = args;
  const wasm = wasmRequest(args);
  const [folder = ''] = folders.configs;
  if (folder !== OWN_CONFIGS) {
    return matrixOfProject(
      revision,
      folder,
      {
        tree,
        defconfigs: [],
        phases: phase.length > 0 ? phase : undefined,
        jobs,
        wasm,
      },
      host,
    );
  }
  const isHere = host.cwd() === PACKAGE_ROOT || isInside(host.cwd(), PACKAGE_ROOT);
  if (!isHere || !existsSync(join(PACKAGE_ROOT, '.git'))) {
    throw new MatrixError(
      `--compare ${revision}: this project has no configurations to compare. Name their folder with --configs.`,
    );
  }
  const progress = await progressOn(host);
  try {
    const words = [
      '--jobs',
      String(jobs),
      ...phase.flatMap((name) => ['--phase', name]),
      ...optionWords(wasmOptions(wasm)),
    ];
    return await matrixOfOwnRevision(revision, words, progress.step);
  } finally {
    progress.end();
  }
}
