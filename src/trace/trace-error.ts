import { MallocgenError } from '../../generator/error.ts';

/** A trace cannot be read or recorded. */
export class TraceError extends MallocgenError {
  readonly code = 'trace';
}
