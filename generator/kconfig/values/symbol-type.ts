/** The type of a configuration symbol; `unknown` for a name that no definition gives a type. */
export type SymbolType = 'bool' | 'tristate' | 'int' | 'hex' | 'string' | 'float' | 'unknown';

/** The types whose values are numbers, which ranges apply to. */
export type NumericType = 'int' | 'hex' | 'float';

interface Typed {
  readonly type: SymbolType;
}

/** Whether the values are n, m and y: bool or tristate. */
export function isBoolean({ type }: Typed): boolean {
  return type === 'bool' || type === 'tristate';
}

/** Whether the values are numbers, which ranges apply to. */
export function isNumeric<T extends Typed>(typed: T): typed is T & { readonly type: NumericType } {
  return typed.type === 'int' || typed.type === 'hex' || typed.type === 'float';
}
