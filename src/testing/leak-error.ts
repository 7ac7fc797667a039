import { MallocgenError } from '../../generator/error.ts';
import type { Leak } from './leak-checks.ts';

/** A test has left blocks behind. */
export class LeakError extends MallocgenError {
  readonly code = 'leak';
  readonly leaks: readonly Leak[];

  constructor(leaks: readonly Leak[]) {
    const lines = leaks.map(({ address, size, caller }) =>
      `  0x${address.toString(16)}  ${size} bytes  ${caller}`.trimEnd(),
    );
    super(
      [
        `${leaks.length} ${leaks.length === 1 ? 'block' : 'blocks'} leaked:`,
        ...lines,
        'Free them, or mark those that are to stay with expect().',
      ].join('\n'),
    );
    this.leaks = leaks;
  }
}

/** The checks cannot be made. */
export class LeakCheckError extends MallocgenError {
  readonly code = 'leak-check';
}
