import { joinSyntaxErrors, KconfigSyntaxError } from '../diagnostics/errors.ts';
import type { ConfigSymbol, MenuNode } from './model/model.ts';
import { nameOf } from './model/names.ts';

/**
 * Refuses what no transitional symbol may have, as the kernel's C program does: it only hands an old
 * value on, so all its definitions together have a type and a help text.
 *
 * @throws KconfigSyntaxError for every clause beyond.
 */
export function checkTransitional(symbols: readonly ConfigSymbol[]): void {
  const errors = symbols
    .filter(({ isTransitional }) => isTransitional)
    .flatMap((symbol) => symbol.nodes.flatMap((node) => errorsOf(symbol, node)));
  if (errors.length > 0) throw joinSyntaxErrors(errors);
}

function errorsOf(symbol: ConfigSymbol, node: MenuNode): KconfigSyntaxError[] {
  const clauses = [
    ...node.conditions.map(({ position }) => ({ position, clause: 'depends on' })),
    ...node.properties
      .filter(({ kind }) => kind !== 'symbol')
      .map(({ kind, position }) => ({ position, clause: kind })),
  ];
  return clauses
    .toSorted((left, right) => left.position.line - right.position.line)
    .map(({ position, clause }) => {
      const sentence = `${nameOf(symbol)} is transitional and may have a type and a help text only: remove its '${clause}'`;
      return new KconfigSyntaxError(position, sentence);
    });
}
