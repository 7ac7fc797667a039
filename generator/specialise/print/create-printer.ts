import type { Names } from './names.ts';
import type { Printer } from './printer.ts';
import { printBlock } from './statement.ts';

/** A printer of TypeScript, or of JavaScript without `types`. */
export function createPrinter(names: Names, types: boolean): Printer {
  const printer: Printer = {
    names,
    types,
    block: (body, indent) => printBlock(body, printer, indent),
  };
  return printer;
}
