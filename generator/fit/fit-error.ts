import { MallocgenError } from '../error.ts';

/** What is asked for contradicts itself or the Kconfig tree. */
export class FitError extends MallocgenError {
  readonly code = 'fit';
}
