import { runInNewContext } from 'node:vm';

import { bundleScript } from './bundle.ts';

/** The export by which a variant tells how many bytes it keeps at the start of its memory. */
const MALLOC_STATE_SIZE = 'MALLOC_STATE_SIZE';

/** Bytes of static data. A variant without `MALLOC_STATE_SIZE` has none. */
export async function staticDataSize(javascript: string): Promise<number> {
  if (!exportsStateSize(javascript)) {
    return 0;
  }
  const script = await bundleScript(javascript, [MALLOC_STATE_SIZE], 'variant');
  return runInNewContext(`${script}variant.${MALLOC_STATE_SIZE}`) as number;
}

function exportsStateSize(javascript: string): boolean {
  return new RegExp(`^export (?:const|let|var) ${MALLOC_STATE_SIZE}\\b`, 'm').test(javascript);
}
