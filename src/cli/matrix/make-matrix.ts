import { join } from 'node:path';

import { buildMatrix, type Matrix, type MatrixRequest } from '../../../generator/matrix/index.ts';
import type { Phase } from '../../../generator/options/phase.ts';
import type { WasmRequest } from '../../../generator/wasm/index.ts';
import { PACKAGE_ROOT, packageVersion } from '../../package-root.ts';
import type { CommandHost } from '../command-host.ts';
import { treeRequest, type TreeLocation } from '../inputs/tree-location.ts';
import { PARSED_TEMPLATES } from '../parsed-templates.ts';
import { progressOn } from '../progress.ts';

/** What a matrix is made of. */
export interface MakeRequest {
  readonly tree: TreeLocation;
  /** Absolute paths. */
  readonly defconfigs: readonly string[];
  /** Without it, every phase. */
  readonly phases?: readonly Phase[] | undefined;
  readonly jobs: number;
  /** The modules to measure; without it, JavaScript. */
  readonly wasm?: WasmRequest | undefined;
}

/** The request as the generator wants it. */
export function matrixRequest({
  tree,
  defconfigs,
  phases,
  jobs,
  wasm,
}: MakeRequest): MatrixRequest {
  return {
    ...treeRequest(tree),
    defconfigs,
    templates: join(PACKAGE_ROOT, 'templates'),
    parsedTemplates: PARSED_TEMPLATES,
    phases,
    generator: `mallocgen ${packageVersion()}`,
    jobs,
    wasm,
    thread: join(PACKAGE_ROOT, 'dist/bundle/matrix-thread.cjs'),
  };
}

/** Makes and measures every phase of the configurations, and shows how far it is. */
export async function makeMatrix(request: MakeRequest, host: CommandHost): Promise<Matrix> {
  const progress = await progressOn(host);
  try {
    return await buildMatrix(matrixRequest(request), ({ what, done, of }) =>
      progress.count(
        what === 'variants' ? 'Measuring variants' : 'Reading configurations',
        done,
        of,
      ),
    );
  } finally {
    progress.end();
  }
}
