import { runInNewContext } from 'node:vm';

import { bundleScript } from './bundle.ts';

/** The export that says how many bytes a variant keeps at the start of its memory. */
const MALLOC_STATE_SIZE = 'MALLOC_STATE_SIZE';

const DECLARATION = new RegExp(`^export (?:const|let|var) ${MALLOC_STATE_SIZE}\\b`, 'm');

/** The form in specialised variants, which need not be run. */
const NUMBER = new RegExp(`^export const ${MALLOC_STATE_SIZE} = (\\d+);$`, 'm');

/** Bytes of static data. A variant without `MALLOC_STATE_SIZE` has none. */
export async function staticDataSize(javascript: string): Promise<number> {
  if (!DECLARATION.test(javascript)) {
    return 0;
  }
  const [, number] = NUMBER.exec(javascript) ?? [];
  if (number !== undefined) {
    return Number(number);
  }
  const script = await bundleScript(javascript, [MALLOC_STATE_SIZE], 'variant');
  return runInNewContext(`${script}variant.${MALLOC_STATE_SIZE}`) as number;
}
