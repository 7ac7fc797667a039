import { MallocgenError } from '../../generator/error.ts';

/** A file is not a dump or a log that the allocator wrote. */
export class HeapFileError extends MallocgenError {
  readonly code = 'heap-file';

  /** @param line the number of the line, from 1 */
  static at(file: string, line: number, problem: string): HeapFileError {
    return new HeapFileError(`${file}:${line}: ${problem}`);
  }
}
