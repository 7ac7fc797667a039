import type binaryen from 'binaryen';
import { BinaryenMissingError } from './errors.ts';
import { BINARYEN_VERSION } from './binaryen-version.ts';
import { importBinaryen } from './import-binaryen.ts';

/**
 * Loads binaryen, which takes 13 MB and a moment, so only who makes a WebAssembly module does.
 * @throws BinaryenMissingError if it is not installed
 */
export async function loadBinaryen(): Promise<typeof binaryen> {
  try {
    return await importBinaryen();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!code.endsWith('MODULE_NOT_FOUND')) throw error;
    throw new BinaryenMissingError(
      `--target wasm needs binaryen, which is not installed: npm install --save-dev --save-exact binaryen@${BINARYEN_VERSION}`,
      { cause: error },
    );
  }
}
