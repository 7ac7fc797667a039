/**
 * The WebAssembly target: the program that malloc.js is printed from becomes `malloc.wasm`, with
 * JavaScript that loads it and declarations of that.
 */
import { formatPosition } from '../position.ts';
import type { BuildOptions } from '../options/index.ts';
import type { SpecialisedProgram } from '../specialise/index.ts';
import type { Binding } from '../specialise/syntax/binding.ts';
import { loadBinaryen } from './binaryen.ts';
import { NoLowering, WasmTargetError } from './errors.ts';
import { faceOf } from './glue/face.ts';
import { hostText } from './glue/host.ts';
import { glueText } from './glue/javascript.ts';
import { Inference } from './kinds/infer.ts';
import type { Goal } from './goal.ts';
import { emitModule } from './lower/module.ts';
import type { WasmMemory } from './memory.ts';
import { unitOf } from './unit.ts';

export { BINARYEN_VERSION } from './binaryen-version.ts';
export { BinaryenMissingError, WasmTargetError } from './errors.ts';
export { glueDeclarations } from './glue/declarations.ts';
export type { Goal } from './goal.ts';
export type { WasmMemory } from './memory.ts';
export { requireBinaryen } from './require-binaryen.ts';

export interface LowerOptions {
  /** What the phase was configured to; names in errors come from here. */
  readonly options: BuildOptions;
  readonly goal: Goal;
  /** The address of the static data, a multiple of 8. Without it the module takes any region. */
  readonly address?: number | undefined;
  /** By default it is imported. */
  readonly memory?: WasmMemory | undefined;
  /** The program with a symbol changed, off or on, to find the one to blame for what has no place in a module. */
  readonly without?: ((symbol: string) => SpecialisedProgram) | undefined;
  /** Only these exports; by default all that the variant has. */
  readonly exports?: readonly string[] | undefined;
}

/** What is asked of the modules of a configuration. */
export interface WasmRequest {
  /** The address of the static data, a multiple of 8. Without it the modules take any region. */
  readonly address?: number | undefined;
  /** By default it is imported. */
  readonly memory?: WasmMemory | undefined;
}

/** What is written of a variant as a WebAssembly module, with texts that are formatted. */
export interface WasmBuild extends LoweredModule {
  readonly declarations: string;
  readonly address: number | undefined;
  readonly memory: WasmMemory;
  readonly sizes: { readonly raw: number; readonly gzip: number; readonly brotli: number };
}

/** A variant as a WebAssembly module. */
export interface LoweredModule {
  /** The bytes of `malloc.wasm`. */
  readonly wasm: Uint8Array;
  /** `malloc.wasm.js`, not formatted. */
  readonly javascript: string;
  /** Names of the exported functions, variables and constants. */
  readonly exports: readonly string[];
  /** Functions that the module imports from `env`, beside the memory. */
  readonly imports: readonly string[];
}

const PAGE = 65536;

const LEAVES_OUT = /^(?:NO|SIMPLE)_/;

/** What could be changed: symbols that are on, and those that leave a function out and are off. */
function symbolsOf({ enabled, global }: BuildOptions): readonly string[] {
  const all = [...Object.entries(enabled), ...Object.entries(global)];
  const names = (isOn: boolean): readonly string[] =>
    all.filter(([, value]) => value === isOn).map(([name]) => name);
  return [...names(true), ...names(false).filter((name) => LEAVES_OUT.test(name))];
}

/**
 * The symbol to blame: the first that leaves nothing to refuse when it is changed, otherwise the first that
 * leaves something else, or the same in another place.
 */
function blamed(
  symbols: readonly string[],
  refused: NoLowering,
  lowerChanged: (symbol: string) => void,
): string | undefined {
  let other: string | undefined;
  let elsewhere: string | undefined;
  for (const symbol of symbols) {
    try {
      lowerChanged(symbol);
      return symbol;
    } catch (error) {
      if (!(error instanceof NoLowering)) continue;
      if (error.what !== refused.what) other ??= symbol;
      else if (placeOf(error) !== placeOf(refused)) elsewhere ??= symbol;
    }
  }
  return other ?? elsewhere;
}

function placeOf({ position }: NoLowering): string {
  return position === undefined ? '' : formatPosition(position);
}

/** Says what has no place in a module, and what to do. */
function refusal(error: NoLowering, symbol: string | undefined): WasmTargetError {
  const at = error.within === undefined ? '' : ` (in ${error.within.name}())`;
  const place = error.position === undefined ? '' : ` in ${formatPosition(error.position)}`;
  const what = `${error.what}${at}${place} has no place in a WebAssembly module`;
  const isOff = symbol !== undefined && LEAVES_OUT.test(symbol);
  const turned = isOff ? 'on' : 'off';
  return new WasmTargetError(
    symbol === undefined
      ? `${what}. Use malloc.js of this configuration, without --target wasm.`
      : `${symbol}: ${what}. Turn ${symbol} ${turned}, or use malloc.js, without --target wasm.`,
    symbol === undefined ? undefined : `${symbol}=${isOff ? 'n' : 'y'}`,
    { cause: error },
  );
}

/** Lowers with ever more functions left to JavaScript, until all others can be lowered. */
function withOutside<T>(lower: (outside: ReadonlySet<Binding>) => T): T {
  const outside = new Set<Binding>();
  const causes = new Map<Binding | undefined, NoLowering>();
  for (;;) {
    try {
      return lower(outside);
    } catch (error) {
      if (!(error instanceof NoLowering)) throw error;
      const { within } = error;
      const first = causes.get(within);
      // What it has cannot be reached from JavaScript either.
      if (within === undefined || outside.has(within)) throw first ?? error;
      causes.set(within, error);
      outside.add(within);
    }
  }
}

/**
 * Lowers a specialised program. Addresses and bytes of memory are those of malloc.js.
 * @throws WasmTargetError if the program has something that no module can have; it names the symbol
 * @throws BinaryenMissingError if binaryen is not installed
 */
export async function lowerToWasm(
  program: SpecialisedProgram,
  { options, goal, address, memory, exports, without }: LowerOptions,
): Promise<LoweredModule> {
  const binaryen = await loadBinaryen();
  if (program.factory !== undefined)
    throw new WasmTargetError(
      `SYS_MALLOC_MULTI_INSTANCE has no place in a WebAssembly module: each instance of the module has a heap of its own. Turn it off, and call instantiate() for each heap.`,
      'SYS_MALLOC_MULTI_INSTANCE=y',
    );
  const shown =
    exports === undefined
      ? program
      : { ...program, exports: program.exports.filter((name) => exports.includes(name)) };
  if (memory === 'own' && options.enabled.SYS_MALLOC_LOCK)
    throw new WasmTargetError(
      'SYS_MALLOC_LOCK: the threads of a heap with a lock share one memory, and no instance of a module with a memory of its own takes another. Leave out --wasm-memory own, or turn SYS_MALLOC_LOCK off.',
      'SYS_MALLOC_LOCK=y',
    );
  const names = (binding: Binding): string => program.names.get(binding) ?? binding.name;
  const isShared = options.enabled.SYS_MALLOC_LOCK;
  const pages = Math.min(
    Math.ceil(((address ?? 0) + options.values.SYS_MALLOC_LEN) / PAGE) + 1,
    65536,
  );
  const lowerOf =
    (from: SpecialisedProgram, isTrial: boolean) => (outside: ReadonlySet<Binding>) => {
      const unit = unitOf(from.program, outside, isShared);
      const roots = [...from.program.roots]
        .filter(
          ([binding, name]) =>
            unit.functions.has(binding) && (isTrial || shown.exports.includes(name)),
        )
        .filter(([binding]) => !outside.has(binding))
        .map(([binding]) => binding);
      // The quick module is as quick either way, and shorter after brotli if the lowest bits are dropped.
      const areAligned = options.enabled.INSECURE && goal !== 'speed';
      const known = new Inference(unit, roots, address, areAligned);
      const called = isTrial
        ? (binding: Binding) => from.names.get(binding) ?? binding.name
        : names;
      const module = emitModule(binaryen, known, called, {
        isShared,
        isTrusted: options.enabled.INSECURE,
        isFixed: address !== undefined,
        ownPages: memory === 'own' ? pages : undefined,
        goal,
        isTrial,
        exports: isTrial ? from.exports : shown.exports,
      });
      return {
        known,
        module,
        members: faceOf(
          isTrial ? from : shown,
          known,
          module,
          called,
          address,
          options.global['64BIT'],
        ),
      };
    };
  try {
    const { known, module, members } = withOutside(lowerOf(program, false));
    const javascript = glueText(members, {
      hosts: module.hosts.map((host) => hostText(host, known, names)),
      address,
      isShared,
      memory: memory ?? 'imported',
      pages,
    });
    return {
      wasm: module.wasm,
      javascript,
      exports: shown.exports,
      imports: module.hosts.map(({ name }) => name),
    };
  } catch (error) {
    if (!(error instanceof NoLowering)) throw error;
    const symbol =
      without &&
      blamed(symbolsOf(options), error, (each) => void withOutside(lowerOf(without(each), true)));
    throw refusal(error, symbol);
  }
}
