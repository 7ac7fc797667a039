import {
  DefconfigReadError,
  DIAGNOSTIC_CODES,
  KconfigError,
  KconfigSyntaxError,
  formatPosition,
  type Diagnostic,
  type DiagnosticCode,
  type Position,
  type Severity,
} from '../../../generator/kconfig/index.ts';
import { nearest } from '../../../generator/text/suggest.ts';
import type { MallocgenError } from '../../../generator/error.ts';
import { styler, type HostProcess } from '../host-process.ts';
import { relativePaths } from '../relative-paths.ts';
import { UsageError } from '../usage-error.ts';

/** Findings of one code that are printed; there are as many as a file has lines. */
const MAX_PRINTED = 1000;

/** A diagnostic as the user's options judge it. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity | 'error';
  readonly position?: Position;
  readonly message: string;
  readonly symbol?: string;
}

export interface Judging {
  readonly strict: boolean;
  readonly deny: readonly string[] | undefined;
}

/** Throws {@link UsageError} for a code that no diagnostic has. */
export function checkCodes({ deny = [] }: Judging): void {
  for (const code of deny) {
    if (DIAGNOSTIC_CODES.includes(code as DiagnosticCode)) continue;
    const near = nearest(code, DIAGNOSTIC_CODES);
    const remedy = near === undefined ? 'docs/kconfig.md lists them.' : `Did you mean ${near}?`;
    throw new UsageError(`--deny ${code}: no diagnostic has this code. ${remedy}`);
  }
}

/** What is to be said of a tree and a configuration of it; `strict` is about the latter alone. */
export function judge(
  ofTree: readonly Diagnostic[],
  ofConfiguration: readonly Diagnostic[],
  { strict, deny = [] }: Judging,
): readonly Finding[] {
  const denied = (diagnostic: Diagnostic, all: boolean): Finding =>
    all || deny.includes(diagnostic.code) ? { ...diagnostic, severity: 'error' } : diagnostic;
  return [
    ...ofTree.map((diagnostic) => denied(diagnostic, false)),
    ...ofConfiguration.map((diagnostic) => denied(diagnostic, strict)),
  ];
}

/**
 * The findings that a command tells which looks at configurations without making one: notes are about
 * what comes out, which is what it was asked for. Each once.
 */
export function withoutNotes(findings: readonly Finding[]): readonly Finding[] {
  const worse = findings.filter(({ severity }) => severity !== 'note');
  return [...new Map(worse.map((finding) => [JSON.stringify(finding), finding])).values()];
}

export function isError({ severity }: Finding): boolean {
  return severity === 'error';
}

/**
 * An error as findings, so that a program can read it where others stand, after those that were found
 * before it: each syntax error is one.
 */
export function findingsOf(error: MallocgenError): readonly Finding[] {
  const before = error instanceof KconfigError ? error.diagnostics : [];
  const all = error instanceof KconfigSyntaxError ? error.all : [error];
  return [...before, ...all.map(findingOf)];
}

type PlacedError = (KconfigError | DefconfigReadError) & { readonly position: Position };

/** Whether an error has a place, as those about a file's text have. */
export function isPlaced(error: MallocgenError): error is PlacedError {
  const hasPlace = error instanceof KconfigError || error instanceof DefconfigReadError;
  return hasPlace && error.position !== undefined;
}

function findingOf(error: MallocgenError): Finding {
  const severity = 'error';
  return isPlaced(error)
    ? { code: error.code, severity, position: error.position, message: error.sentence }
    : { code: error.code, severity, message: error.message };
}

/** Writes each finding to standard error: `file:line:column: warning: message [code]`. */
export function printFindings(findings: readonly Finding[], host: HostProcess): void {
  const style = styler(host.stderr, host.env);
  const counts = new Map<string, number>();
  for (const { code, severity, position, message } of findings) {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    if (count > MAX_PRINTED) continue;
    const word = severity === 'note' ? 'note' : style(severity === 'error' ? 'red' : 'yellow', severity);
    const place = position ? `${formatPosition(position)}:${position.column}: ` : '';
    const line = `${place}${word}: ${message} [${code}]`;
    host.stderr.write(`${relativePaths(line, host.cwd())}\n`);
  }
  for (const [code, count] of counts) {
    if (count > MAX_PRINTED) host.stderr.write(`… and ${count - MAX_PRINTED} more of these [${code}]\n`);
  }
}

/** The same for JSON. */
export function findingsAsJson(findings: readonly Finding[], cwd: string): readonly object[] {
  return findings.map(({ code, severity, position, message, symbol }) => ({
    code,
    severity,
    ...(position && positionAsJson(position, cwd)),
    message: relativePaths(message, cwd),
    symbol,
  }));
}

export function positionAsJson({ file, line, column }: Position, cwd: string): object {
  return { file: relativePaths(file, cwd), line, column };
}
