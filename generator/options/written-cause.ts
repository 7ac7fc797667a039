import { forEachSymbol, formatPosition, type SymbolValue } from '../kconfig/index.ts';
import type { Values } from './values.ts';

/**
 * The symbol of a user's line that gave `symbol` its value: itself, or what selects or implies it, or
 * what the condition of its default names. Undefined where no line of the defconfig did.
 */
export function writtenCause(configuration: Values, symbol: SymbolValue): SymbolValue | undefined {
  return search(configuration, symbol, new Set());
}

function search(
  configuration: Values,
  symbol: SymbolValue,
  seen: Set<string>,
): SymbolValue | undefined {
  if (symbol.origin.kind === 'written') return symbol;
  if (seen.has(symbol.name)) return undefined;
  seen.add(symbol.name);
  for (const name of causes(configuration, symbol)) {
    const cause = configuration.get(name);
    const found = cause && search(configuration, cause, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The names that a value depends on. */
function causes(configuration: Values, { name, origin }: SymbolValue): readonly string[] {
  if (origin.by !== undefined) return [origin.by];
  const { position } = origin;
  if (origin.kind !== 'default' || position === undefined) return [];
  const place = formatPosition(position);
  const names: string[] = [];
  const won = configuration.tree.names
    .get(name)
    ?.defaults.find((property) => formatPosition(property.position) === place);
  for (const expression of [won?.written, won?.value]) {
    forEachSymbol(expression, (cause) => {
      if (cause.name !== undefined && !cause.isConstant) names.push(cause.name);
    });
  }
  return names;
}
