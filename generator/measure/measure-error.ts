import { MallocgenError } from '../error.ts';

/** The variant cannot be bundled: it does not parse, or lacks a name that is to be measured. */
export class MeasureError extends MallocgenError {
  readonly code = 'measure';

  constructor(cause: unknown) {
    super(
      `esbuild cannot bundle the variant: ${reason(cause)}. ` +
        'The templates are at fault: compare MEASURED in api.ts with what the modules export.',
      { cause },
    );
  }
}

function reason(cause: unknown): string {
  if (isBuildFailure(cause)) {
    return cause.errors
      .map(({ text, location }) =>
        location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text,
      )
      .join('; ');
  }
  return cause instanceof Error ? cause.message : String(cause);
}

function isBuildFailure(cause: unknown): cause is Pick<import('esbuild').BuildFailure, 'errors'> {
  return cause instanceof Error && 'errors' in cause && Array.isArray(cause.errors);
}
