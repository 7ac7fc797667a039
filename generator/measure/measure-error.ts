import type { BuildFailure } from 'esbuild';

import { MallocgenError } from '../error.ts';

/** The variant cannot be bundled: it does not parse, or lacks a measured name. */
export class MeasureError extends MallocgenError {
  readonly code = 'measure';

  constructor(cause: BuildFailure) {
    const reasons = cause.errors.map(({ text, location }) =>
      location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text,
    );
    super(
      `esbuild cannot bundle the variant: ${reasons.join('; ')}. ` +
        'The templates are at fault: compare MEASURED in api.ts with what the modules export.',
      { cause },
    );
  }
}
