import { createHash } from 'node:crypto';

import { parseImportId, sourceName } from '../imports/import-id.ts';
import { ImportedVariants, ImportFailure } from '../imports/imported-variants.ts';
import { withSourceMap } from '../imports/inline-source-map.ts';
import { MallocgenError } from '../../generator/error.ts';
import type { Answer, Job } from './job.ts';

/** What has been made, by the options: a program imports one variant from several modules. */
const made = new Map<string, ImportedVariants>();

/** Does a job. Never throws. */
export async function doJob(job: Job): Promise<Answer> {
  try {
    return await answer(job);
  } catch (error) {
    if (error instanceof ImportFailure) return { problems: error.problems };
    if (!(error instanceof MallocgenError)) return { fault: error };
    return { problems: [{ code: error.code, message: error.message, place: undefined }] };
  }
}

async function answer({ id, options, cwd, wanted, withMap = false }: Job): Promise<Answer> {
  const parsed = parseImportId(id);
  if (parsed === undefined) throw new Error(`${id} is not a configuration`);
  const key = createHash('sha256')
    .update(JSON.stringify([options, cwd]))
    .digest('hex');
  const variants = made.get(key) ?? new ImportedVariants(options, cwd);
  made.set(key, variants);
  if (wanted === 'config') return { text: await variants.readConfig(parsed), warnings: [] };
  const { module, warnings } = await variants.load(parsed);
  const text = withMap ? withSourceMap(module.js, module.sourceMap(sourceName(parsed))) : module.js;
  return { text: wanted === 'cjs' ? await commonJs(text, withMap) : text, warnings };
}

/** The module as CommonJS, with getters for its live bindings. */
async function commonJs(javascript: string, withMap: boolean): Promise<string> {
  const { transform } = await import('esbuild');
  const options = {
    format: 'cjs',
    platform: 'node',
    tsconfigRaw: '{}',
    sourcemap: withMap && 'inline',
  } as const;
  return (await transform(javascript, options)).code;
}
