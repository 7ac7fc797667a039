import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Templates } from '../../generator/specialise/index.ts';
import { parseTemplates } from '../../generator/specialise/parser.ts';
import { readTemplateSources } from '../../generator/specialise/load/sources.ts';
import { storeTemplates } from '../../generator/specialise/load/stored.ts';
import { PACKAGE_ROOT } from '../package-root.ts';

/**
 * Parses this package's templates and writes the result for `mallocgen --defconfig`.
 * @throws {MallocgenError} that says what is wrong in the templates, and where
 */
export function writeParsedTemplates(path: string): Templates {
  const name = 'templates';
  const sources = readTemplateSources(join(PACKAGE_ROOT, name));
  const templates = parseTemplates(sources, name);
  writeFileSync(path, storeTemplates(templates, sources, name));
  return templates;
}
