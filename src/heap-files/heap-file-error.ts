import { MallocgenError } from '../../generator/error.ts';

/** A file is no dump, or no log, as the allocator writes them. */
export class HeapFileError extends MallocgenError {
  readonly code = 'heap-file';

  /** @param line counted from 1 */
  static at(file: string, line: number, problem: string): HeapFileError {
    return new HeapFileError(`${file}:${line}: ${problem}`);
  }
}
