import { styler } from '../../host-process.ts';
import type { CommandHost } from '../command-host.ts';
import { relativePaths } from '../relative-paths.ts';
import { isError, type Finding, type Place } from './finding.ts';

/** Errors of one kind that are listed at least: each has to be corrected. */
const LISTED_ERRORS = 20;

/**
 * Writes a line for each finding to standard error: `file:line:column: warning: message [code]`. The
 * first few of each kind are listed and the others counted, unless `--all-warnings` is given; with
 * `--quiet` only errors are written.
 */
export function printFindings(findings: readonly Finding[], host: CommandHost): void {
  const style = styler(host.stderr, host.env);
  const kinds = new Map<string, { readonly first: Finding; count: number }>();
  for (const finding of findings) {
    const { code, severity, position, message } = finding;
    const kind = kinds.get(severity + code) ?? { first: finding, count: 0 };
    kinds.set(severity + code, kind);
    kind.count += 1;
    if (kind.count > mostOf(finding, host)) continue;
    const colour = severity === 'error' ? 'red' : 'yellow';
    const word = severity === 'note' ? 'note' : style(colour, severity);
    const line = `${placeText(position)}${word}: ${message} [${code}]`;
    streamOf(finding, host).write(`${relativePaths(line, host.cwd())}\n`);
  }
  for (const { first, count } of kinds.values()) {
    const left = count - mostOf(first, host);
    if (left <= 0) continue;
    const text = `… and ${left} more of these [${first.code}]; --all-warnings lists them\n`;
    streamOf(first, host).write(text);
  }
}

function mostOf(finding: Finding, { listed }: CommandHost): number {
  return isError(finding) ? Math.max(listed, LISTED_ERRORS) : listed;
}

function streamOf(finding: Finding, { stderr, messages }: CommandHost): CommandHost['stderr'] {
  return isError(finding) ? stderr : messages;
}

function placeText(place: Place | undefined): string {
  if (place === undefined) return '';
  const { file, line, column } = place;
  return column === undefined ? `${file}:${line}: ` : `${file}:${line}:${column}: `;
}
