import { loadBinaryen } from './binaryen.ts';

/**
 * For commands that would otherwise work for a while before they need binaryen.
 * @throws BinaryenMissingError if it is not installed
 */
export async function requireBinaryen(): Promise<void> {
  await loadBinaryen();
}
