import { MallocgenError } from '../error.ts';

/** A matrix cannot be made, read, compared or joined. */
export class MatrixError extends MallocgenError {
  readonly code = 'matrix';
}
