import type { SymbolValue } from '../kconfig/index.ts';
import type { Values } from './values.ts';

/** Whether a symbol is set, `m` included. One that the tree lacks is not. */
export function isOn(configuration: Values, name: string): boolean {
  const value = configuration.get(name)?.value;
  return value === 'y' || value === 'm';
}

/** The same, or undefined if the tree has no such symbol, so that another rule can decide. */
export function isOnIfDefined(configuration: Values, name: string): boolean | undefined {
  return configuration.get(name) === undefined ? undefined : isOn(configuration, name);
}

/** The value of an int or hex symbol; NaN if it has none. */
export function numberOf({ type, value }: SymbolValue): number {
  return Number.parseInt(value, type === 'hex' ? 16 : 10);
}
