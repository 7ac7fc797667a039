import type { Position } from './position.ts';
import { legible } from './legible.ts';
import type { Diagnostic, DiagnosticCode, Severity } from './diagnostic.ts';

/** Collects what a step has to say, in order. */
export class Reporter {
  readonly diagnostics: Diagnostic[] = [];
  readonly #limit: number;
  readonly #counts = new Map<DiagnosticCode, number>();

  /** @param limit how many of one code are kept; one more says that there are others. */
  constructor(limit = Infinity) {
    this.#limit = limit;
  }

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
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > this.#limit + 1) return;
    const isLast = count > this.#limit;
    this.diagnostics.push({
      code,
      severity,
      position,
      message: isLast ? 'there are more of these from here on, which are not listed' : legible(message),
      ...(symbol === undefined ? {} : { symbol }),
    });
  }
}
