import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { readTemplateSources } from '../../generator/specialise/load/sources.ts';
import { storeTemplates } from '../../generator/specialise/load/stored.ts';
import { parseTemplates } from '../../generator/specialise/index.ts';
import { PACKAGE_ROOT } from '../package-root.ts';

/** Parses this package's templates and writes down the result for `mallocgen --defconfig`. */
export function writeParsedTemplates(path: string): void {
  const name = 'templates';
  const sources = readTemplateSources(join(PACKAGE_ROOT, name));
  writeFileSync(path, storeTemplates(parseTemplates(sources, name), sources, name));
}
