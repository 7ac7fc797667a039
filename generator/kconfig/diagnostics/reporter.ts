import type { Position } from '../position.ts';
import type { Diagnostic, DiagnosticCode, Severity } from './diagnostic.ts';

/** Collects what a step has to say, in order. */
export class Reporter {
  readonly diagnostics: Diagnostic[] = [];

  warn(code: DiagnosticCode, position: Position, message: string, symbol?: string): void {
    this.#add('warning', code, position, message, symbol);
  }

  note(code: DiagnosticCode, position: Position, message: string, symbol?: string): void {
    this.#add('note', code, position, message, symbol);
  }

  #add(
    severity: Severity,
    code: DiagnosticCode,
    position: Position,
    message: string,
    symbol: string | undefined,
  ): void {
    this.diagnostics.push({
      code,
      severity,
      position,
      message,
      ...(symbol === undefined ? {} : { symbol }),
    });
  }
}
