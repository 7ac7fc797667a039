import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync, transformSync } from 'esbuild';
import type { TemplateOptions } from '../../../generator/specialise/index.ts';
import { withLoopLimit } from './loop-limit.ts';

/** The templates' own config.ts: how unspecialised modules read their options. */
export const CONFIG = readFileSync(
  new URL('../../../templates/options/config.ts', import.meta.url),
  'utf8',
);

export type Exports = Readonly<Record<string, unknown>>;

function run(code: string): Exports {
  // oxlint-disable-next-line no-new-func
  return new Function(`${withLoopLimit(code)}\nreturn result;`)() as Exports;
}

/** Template modules by name as one script; bundling takes longer than running it. */
const scripts = new Map<string, string>();

function scriptOf(modules: ReadonlyMap<string, string>): string {
  const key = JSON.stringify([...modules]);
  const known = scripts.get(key);
  if (known !== undefined) return known;
  const directory = mkdtempSync(join(tmpdir(), 'mallocgen-modules-'));
  try {
    for (const [name, text] of modules) writeFileSync(join(directory, name), text);
    const built = buildSync({
      entryPoints: [join(directory, 'index.ts')],
      bundle: true,
      format: 'iife',
      globalName: 'result',
      write: false,
      treeShaking: false,
    });
    const script = built.outputFiles[0]?.text ?? '';
    scripts.set(key, script);
    return script;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Runs template modules as they are and hands their exports to `use`, while `options` can be read. */
export function withTemplates<T>(
  modules: ReadonlyMap<string, string>,
  options: TemplateOptions,
  use: (exports: Exports) => T,
): T {
  const script = scriptOf(modules);
  const globals = globalThis as { MALLOCGEN_OPTIONS?: TemplateOptions | undefined };
  const before = globals.MALLOCGEN_OPTIONS;
  globals.MALLOCGEN_OPTIONS = options;
  try {
    return use(run(script));
  } finally {
    globals.MALLOCGEN_OPTIONS = before;
  }
}

/** Runs one module of JavaScript without imports, such as a variant. */
export function runModule(javascript: string): Exports {
  return run(transformSync(javascript, { format: 'iife', globalName: 'result' }).code);
}
