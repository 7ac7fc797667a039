import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { PACKAGE_ROOT } from '../../src/package-root.ts';

/** The compilers that are installed, by name: the project's own, and those of `.ci/tools`. */
export const TYPESCRIPTS: readonly (readonly [name: string, compiler: string])[] = (
  [
    ['TypeScript 7', join(PACKAGE_ROOT, 'node_modules/typescript/bin/tsc')],
    ['TypeScript 6.0', join(PACKAGE_ROOT, '.ci/tools/node_modules/typescript-6.0/bin/tsc')],
    ['TypeScript 5.9', join(PACKAGE_ROOT, '.ci/tools/node_modules/typescript-5.9/bin/tsc')],
  ] as const
).filter(([, compiler]) => existsSync(compiler));
