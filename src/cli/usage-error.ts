import { MallocgenError } from '../../generator/error.ts';

/** The command line is wrong. */
export class UsageError extends MallocgenError {
  readonly code = 'usage';
}
