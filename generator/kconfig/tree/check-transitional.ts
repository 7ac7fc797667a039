import { KconfigSyntaxError } from '../diagnostics/errors.ts';
import type { ConfigSymbol, MenuNode } from './model/model.ts';
import { nameOf } from './model/names.ts';

/**
 * Finds the clauses that a transitional symbol must not have, as the kernel's C program does. It only
 * passes an old value on, so all its definitions together have a type and a help text.
 */
export function findTransitionalErrors(
  symbols: readonly ConfigSymbol[],
): readonly KconfigSyntaxError[] {
  return symbols
    .filter(({ isTransitional }) => isTransitional)
    .flatMap((symbol) => symbol.nodes.flatMap((node) => errorsOf(symbol, node)));
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
