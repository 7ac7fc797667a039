import { PHASE_PREFIX, type Phase } from '../options/index.ts';
import type { MatrixVariant, Sizes } from './matrix.ts';

/** A function whose bytes differ. `before` is absent if it is new, `after` if it was removed. */
export interface FunctionDifference {
  readonly name: string;
  readonly before?: number;
  readonly after?: number;
  /** Bytes; negative if it shrank. */
  readonly delta: number;
}

/** A symbol whose value differs, as a defconfig names it. */
export interface SymbolDifference {
  readonly symbol: string;
  /** `y`, `n`, or a number in hex; absent if that side does not know the symbol. */
  readonly before?: string;
  readonly after?: string;
}

/** The differences of two variants. */
export interface VariantDifference {
  readonly sizes: {
    readonly [K in keyof Sizes]: { readonly before: number; readonly after: number };
  };
  /** The largest growth first, the largest saving last. */
  readonly functions: readonly FunctionDifference[];
  readonly symbols: readonly SymbolDifference[];
}

/** One side of a comparison: a variant, and the phase whose symbols name its options. */
export interface Side {
  readonly phase: Phase;
  readonly variant: MatrixVariant;
  /** Symbols that set several options by default, if they are known. */
  readonly groups?: Readonly<Record<string, boolean>>;
}

/** Compares two variants, as bloat-o-meter compares two object files. */
export function difference(before: Side, after: Side): VariantDifference {
  const old = before.variant.sizes;
  const now = after.variant.sizes;
  const both = (name: keyof Sizes) => ({ before: old[name], after: now[name] });
  return {
    sizes: {
      raw: both('raw'),
      gzip: both('gzip'),
      brotli: both('brotli'),
      staticData: both('staticData'),
    },
    functions: functionDifferences(before.variant.functions, after.variant.functions),
    symbols: symbolDifferences(symbolsOf(before), symbolsOf(after)),
  };
}

function functionDifferences(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): readonly FunctionDifference[] {
  return namesOf(before, after)
    .flatMap((name): FunctionDifference[] => {
      const old = before[name];
      const now = after[name];
      if (old === now) return [];
      return [
        {
          name,
          ...(old !== undefined && { before: old }),
          ...(now !== undefined && { after: now }),
          delta: (now ?? 0) - (old ?? 0),
        },
      ];
    })
    .toSorted((a, b) => b.delta - a.delta || (a.name < b.name ? -1 : 1));
}

/** What a defconfig of the phase would say, without `CONFIG_`. */
function symbolsOf({ phase, variant, groups = {} }: Side): Readonly<Record<string, string>> {
  const { enabled, global, values } = variant.options;
  const prefix = PHASE_PREFIX[phase];
  const word = (value: boolean): string => (value ? 'y' : 'n');
  return Object.fromEntries([
    ...Object.entries(groups).map(([name, value]) => [name, word(value)]),
    ...Object.entries(global).map(([name, value]) => [name, word(value)]),
    ...Object.entries(enabled).map(([name, value]) => [prefix + name, word(value)]),
    ...Object.entries(values).map(([name, value]) => [prefix + name, `0x${value.toString(16)}`]),
  ]);
}

function symbolDifferences(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly SymbolDifference[] {
  return namesOf(before, after)
    .filter((symbol) => before[symbol] !== after[symbol])
    .map((symbol) => ({
      symbol,
      ...(before[symbol] !== undefined && { before: before[symbol] }),
      ...(after[symbol] !== undefined && { after: after[symbol] }),
    }));
}

function namesOf(a: object, b: object): readonly string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].toSorted();
}
