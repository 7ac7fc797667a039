import { MallocgenError } from '../error.ts';

/** The output folder cannot be named, or cannot be written. */
export class OutputError extends MallocgenError {
  readonly code = 'output';
}
