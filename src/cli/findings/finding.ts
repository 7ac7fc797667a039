import type { Severity } from '../../../generator/kconfig/index.ts';

/** Where something is. A command that knows no columns leaves them out. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** Something to say about a file that a command read, as the user's options judge it. */
export interface Finding {
  /** Stable, for programs. */
  readonly code: string;
  readonly severity: Severity | 'error';
  readonly position?: Place;
  /** One sentence without the place. */
  readonly message: string;
  /** The symbol that it is about, without `CONFIG_`. */
  readonly symbol?: string;
}

export function isError({ severity }: Finding): boolean {
  return severity === 'error';
}

/**
 * Findings without notes and without repetition: for a command that looks at configurations and makes
 * none. Notes are about the result, which is what such a command is asked for.
 */
export function withoutNotes(findings: readonly Finding[]): readonly Finding[] {
  const worse = findings.filter(({ severity }) => severity !== 'note');
  return [...new Map(worse.map((finding) => [JSON.stringify(finding), finding])).values()];
}
