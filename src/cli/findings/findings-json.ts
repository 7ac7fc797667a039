import { relativePaths } from '../relative-paths.ts';
import type { Finding, Place } from './finding.ts';

/** Findings for `--format json`. */
export function findingsAsJson(findings: readonly Finding[], cwd: string): readonly object[] {
  return findings.map(({ code, severity, position, message, symbol }) => ({
    code,
    severity,
    ...(position && positionAsJson(position, cwd)),
    message: relativePaths(message, cwd),
    symbol,
  }));
}

export function positionAsJson({ file, line, column }: Place, cwd: string): object {
  return { file: relativePaths(file, cwd), line, column };
}
