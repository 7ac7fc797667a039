import type { z } from 'zod';
import { MallocgenError } from '../error.ts';

/** Build options that no configuration gives. */
export class InvalidBuildOptionsError extends MallocgenError {
  readonly code = 'invalid-build-options';

  constructor(issues: readonly Pick<z.core.$ZodIssue, 'path' | 'message'>[]) {
    const faults = issues.map(({ path, message }) => `${path.join('.') || 'options'}: ${message}`);
    super(`Not the options of a variant: ${faults.join('; ')}. Take them from phaseOptions().`);
  }
}
