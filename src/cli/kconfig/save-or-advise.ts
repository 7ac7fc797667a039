import { ConfigWriteError, saveFile } from '../../../generator/kconfig/index.ts';

/**
 * Writes a file as saveFile() does.
 * @param remedy what to do if it cannot be written, as a sentence: the option that helps differs by command
 * @throws {ConfigWriteError} then
 */
export function saveOrAdvise(
  path: string,
  text: string,
  options: NonNullable<Parameters<typeof saveFile>[2]>,
  remedy: string,
): string {
  try {
    return saveFile(path, text, options);
  } catch (error) {
    if (!(error instanceof ConfigWriteError)) throw error;
    throw new ConfigWriteError(`${error.message}. ${remedy}`, { cause: error.cause });
  }
}
