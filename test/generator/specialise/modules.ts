import { readFileSync } from 'node:fs';
import { buildSync, transformSync } from 'esbuild';
import type { TemplateOptions } from '../../../generator/specialise/index.ts';

/** The templates' own config.ts: how unspecialised modules read their options. */
export const CONFIG = readFileSync(new URL('../../../templates/config.ts', import.meta.url), 'utf8');

export type Exports = Readonly<Record<string, unknown>>;

/** Runs `code`, a script that leaves its exports in `result`. */
function run(code: string, options: TemplateOptions | undefined): Exports {
  const globals = globalThis as { MALLOCGEN_OPTIONS?: TemplateOptions | undefined };
  const before = globals.MALLOCGEN_OPTIONS;
  globals.MALLOCGEN_OPTIONS = options;
  try {
    // oxlint-disable-next-line no-new-func
    return new Function(`${code}\nreturn result;`)() as Exports;
  } finally {
    globals.MALLOCGEN_OPTIONS = before;
  }
}

/** Runs template modules in a folder as they are, with `options` read at run time. */
export function runTemplates(folder: string, options: TemplateOptions): Exports {
  const built = buildSync({
    entryPoints: [`${folder}/index.ts`],
    bundle: true,
    format: 'iife',
    globalName: 'result',
    write: false,
    treeShaking: false,
  });
  return run(built.outputFiles[0]?.text ?? '', options);
}

/** Runs one module of JavaScript without imports, such as a variant. */
export function runModule(javascript: string): Exports {
  const { code } = transformSync(javascript, { format: 'iife', globalName: 'result' });
  return run(code, undefined);
}
