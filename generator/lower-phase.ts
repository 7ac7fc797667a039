import type { BuildOptions } from './options/index.ts';
import { specialisedProgram, type Templates } from './specialise/index.ts';
import { lowerToWasm, type Goal, type LoweredModule, type WasmRequest } from './wasm/index.ts';

/** A configuration, or a session that changes one. */
interface Values {
  get(name: string): { readonly value: string } | undefined;
}

/**
 * CC_OPTIMIZE_FOR_SIZE as U-Boot and Linux have it, or a phase that repeats no code. One without trees, as with
 * SYS_MALLOC_SMALL, has little room.
 */
export function wasmGoal(configuration: Values, { enabled }: BuildOptions): Goal {
  const isForSize = configuration.get('CC_OPTIMIZE_FOR_SIZE')?.value === 'y';
  if (isForSize && !enabled.NO_TREE_BINS) return 'size';
  return isForSize || enabled.SMALLCHUNKS_AS_FUNCS ? 'least' : 'speed';
}

/**
 * One phase as a WebAssembly module.
 * @throws as lowerToWasm() does
 */
export async function lowerPhase(
  templates: Templates,
  options: BuildOptions,
  goal: Goal,
  request: WasmRequest = {},
): Promise<LoweredModule> {
  const without = (symbol: string) =>
    specialisedProgram(templates, {
      ...options,
      enabled: changed(options.enabled, symbol),
      global: changed(options.global, symbol),
    });
  const program = specialisedProgram(templates, options);
  const { address, memory } = request;
  return lowerToWasm(program, { options, goal, without, address, memory });
}

/** The symbols of a phase with one of them off if it is on, or on if it is off. */
function changed<T extends Readonly<Record<string, boolean>>>(symbols: T, symbol: string): T {
  return symbol in symbols ? { ...symbols, [symbol]: symbols[symbol] !== true } : symbols;
}
