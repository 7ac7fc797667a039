import type { DiagnosticCode, Severity } from './diagnostic.ts';

/** What `summariseDiagnostics` groups by; any finding of a command has it. */
interface Kinded {
  readonly code: string;
  readonly severity: string;
}

/** Diagnostics of one kind that were left out. */
export interface OmittedDiagnostics<Code = DiagnosticCode, Level = Severity> {
  readonly code: Code;
  readonly severity: Level;
  /** How many were left out, beside those that are shown. */
  readonly count: number;
}

/** A list that is short enough to be read. */
export interface DiagnosticSummary<T extends Kinded> {
  /** The first few of each kind, in their order. */
  readonly shown: readonly T[];
  /** How many there are beside these, in the order in which the kinds first occur. */
  readonly omitted: readonly OmittedDiagnostics<T['code'], T['severity']>[];
}

/**
 * Keeps the first `few` diagnostics of each kind, which is a code and a severity, and counts the others.
 * Boards of U-Boot have hundreds of one kind, which hide the one that matters. One more than `few` is
 * shown too, since counting it takes a line as well.
 */
export function summariseDiagnostics<T extends Kinded>(
  diagnostics: readonly T[],
  few = 5,
): DiagnosticSummary<T> {
  const kindOf = ({ code, severity }: T): string => `${severity} ${code}`;
  const totals = new Map<string, number>();
  for (const diagnostic of diagnostics) {
    const kind = kindOf(diagnostic);
    totals.set(kind, (totals.get(kind) ?? 0) + 1);
  }
  const counts = new Map<string, number>();
  const shown: T[] = [];
  const omitted: OmittedDiagnostics<T['code'], T['severity']>[] = [];
  for (const diagnostic of diagnostics) {
    const kind = kindOf(diagnostic);
    const total = totals.get(kind)!;
    const limit = total <= few + 1 ? total : few;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (count <= limit) {
      shown.push(diagnostic);
    } else if (count === limit + 1) {
      const { code, severity } = diagnostic;
      omitted.push({ code, severity, count: total - limit });
    }
  }
  const order = [...totals.keys()];
  const at = ({ code, severity }: Kinded): number => order.indexOf(`${severity} ${code}`);
  return { shown, omitted: omitted.toSorted((left, right) => at(left) - at(right)) };
}

/** `37 more warnings of this kind [value-not-taken]`, for a line of its own. */
export function formatOmitted({ code, severity, count }: OmittedDiagnostics<string, string>): string {
  return `${count} more ${severity}s of this kind [${code}]`;
}
