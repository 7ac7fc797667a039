import { MallocgenError } from '../../generator/error.ts';

/** The console cannot start, or cannot write what it was told to write. */
export class ConsoleError extends MallocgenError {
  readonly code = 'console';

  static noHeap(defconfig: string): ConsoleError {
    return new ConsoleError(
      `${defconfig}: SYS_MALLOC_SIMPLE leaves no heap to look at; choose a configuration with the full malloc().`,
    );
  }

  static noDump(defconfig: string): ConsoleError {
    return new ConsoleError(
      `--malloc_dump needs malloc_dump(), which ${defconfig} leaves out: write CONFIG_MALLOC_DEBUG=y in it.`,
    );
  }

  static cannotWrite(path: string, reason: string): ConsoleError {
    return new ConsoleError(`${path}: cannot be written: ${reason}.`);
  }
}
