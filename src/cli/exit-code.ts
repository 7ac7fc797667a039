/** What the exit code of every command means. */
export const EXIT = {
  good: 0,
  /** A check that the user asked for did not hold. */
  checkFailed: 1,
  /** The command line or a file named on it is wrong; nothing was written. */
  badInput: 2,
  /** The program itself is at fault: EX_SOFTWARE of sysexits.h. */
  internalError: 70,
} as const;
