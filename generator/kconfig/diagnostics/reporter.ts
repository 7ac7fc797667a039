import {
  ReportedDiagnostic,
  type Diagnostic,
  type DiagnosticCode,
  type Severity,
  type TreeErrorCode,
} from './diagnostic.ts';
import type { KconfigError } from './errors.ts';
import { legible } from './legible.ts';
import type { Position } from './position.ts';

const MORE = 'there are more of these from here on, which are not listed';

/** Collects the diagnostics of a step, in order. */
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

  /** Notes an error in place of throwing it. */
  error({ code, position, sentence }: KconfigError): void {
    this.#add('error', code as TreeErrorCode, position, sentence, undefined);
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
    const text = isLast ? MORE : legible(message);
    this.diagnostics.push(new ReportedDiagnostic(code, severity, position, text, symbol));
  }
}
