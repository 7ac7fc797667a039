import { MallocgenError } from '../../generator/error.ts';

/** The console cannot start. */
export class ConsoleError extends MallocgenError {
  readonly code = 'console';

  static noHeap(defconfig: string): ConsoleError {
    return new ConsoleError(
      `${defconfig}: SYS_MALLOC_SIMPLE leaves no heap to look at. Choose a configuration with the full malloc().`,
    );
  }

  static noDump(defconfig: string): ConsoleError {
    return new ConsoleError(
      `--malloc_dump needs MALLOC_DEBUG, which ${defconfig} leaves out. Write CONFIG_MALLOC_DEBUG=y in it.`,
    );
  }
}
