import { join } from 'node:path';

import { canonicalForm, type BuildOptions } from '../../generator/options/index.ts';
import { specialise } from '../../generator/specialise/index.ts';
import { loadTemplates } from '../../generator/specialise/parser.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';

export const TEMPLATES = join(PACKAGE_ROOT, 'templates');

const templates = loadTemplates(TEMPLATES);
const texts = new Map<string, string>();

/** The JavaScript of the variant with some options, specialised once. */
export function variantText(options: BuildOptions): string {
  const key = canonicalForm(options);
  let text = texts.get(key);
  if (text === undefined) {
    text = specialise(templates, options).javascript;
    texts.set(key, text);
  }
  return text;
}
